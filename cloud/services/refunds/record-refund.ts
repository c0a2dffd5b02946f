import { and, eq } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import {
  type EventId,
  mintId,
  type OrderId,
  type PaymentId,
  type RefundBatchId,
  type RefundId,
  type TicketId,
} from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { RefundLine } from '#shared/orders/plan-refund.ts';
import { addParts, noParts } from '#shared/pricing/sale-parts.ts';
import { actorName } from '../../db/audit.ts';
import { enqueue } from '../../db/enqueue.ts';
import { payments, type RefundKind, refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { closeWarnings } from '../disputes/close-warnings.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { isGiven } from './load-refund.ts';

export const submitRefundJobName = 'submit-refund';

export type NewRefund = {
  readonly payment: { readonly paymentId: PaymentId; readonly currency: string };
  readonly order: { readonly orderId: OrderId; readonly eventId: EventId };
  readonly kind: RefundKind;
  readonly amountMinor: number;
  readonly ticketIds: readonly TicketId[];
  readonly returnsFee: boolean;
  readonly reason: string;
  readonly batchId?: RefundBatchId | undefined;
  /** Minted by the caller; otherwise here. */
  readonly refundId?: RefundId;
  /** What of the sale is taken back, by line. Left out where the sale was never booked: a payment that came late or twice. */
  readonly lines?: readonly RefundLine[];
  /** The failed refund this one tries again: its sale was taken back then. */
  readonly retryOf?: RefundId;
};

/**
 * OR-6: decides a refund. It is `requested`, and a job brings it to the provider under our refund's own id. The payment is
 * locked: what all its refunds give back never exceeds it.
 */
export async function recordRefund(tx: Tx, ctx: Ctx, refund: NewRefund): Promise<RefundId> {
  const { payment, order, lines = [] } = refund;
  const leftMinor = await lockRefundable(tx, ctx, payment.paymentId);
  if (refund.retryOf === undefined && refund.amountMinor > leftMinor)
    throw refusal('refund-too-much', { amountMinor: refund.amountMinor, leftMinor });
  const refundId = refund.refundId ?? mintId('RefundId', ctx.randomBytes);
  await tx.insert(refunds).values({
    orgId: ctx.orgId,
    refundId,
    eventId: order.eventId,
    orderId: order.orderId,
    paymentId: payment.paymentId,
    batchId: refund.batchId ?? null,
    state: 'requested',
    kind: refund.kind,
    amountMinor: refund.amountMinor,
    currency: payment.currency,
    returnsFee: refund.returnsFee,
    ticketIds: refund.ticketIds,
    reason: refund.reason,
    lines,
    retryOf: refund.retryOf ?? null,
    requestedBy: actorName(ctx.actor),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  if (refund.retryOf === undefined)
    await postMovement(
      tx,
      ctx,
      { kind: 'refund-owed', refundId, parts: lines.map(({ given }) => given).reduce(addParts, noParts) },
      { currency: payment.currency, orderId: order.orderId, eventId: order.eventId, memo: refund.kind },
    );
  if (isWholePayment(refund.kind)) await closeWarnings(tx, ctx, payment.paymentId);
  await enqueue(
    tx,
    submitRefundJobName,
    { orgId: ctx.orgId, refundId },
    { jobKey: `${submitRefundJobName}:${refundId}` },
  );
  return refundId;
}

/** IN-2: a payment that was not kept goes back as a whole. */
function isWholePayment(kind: RefundKind): boolean {
  return kind === 'late' || kind === 'duplicate' || kind === 'mismatch';
}

/** What may still be given back of a payment, which stays locked until the transaction ends. A retry counts with what it tries again. */
export async function lockRefundable(tx: Tx, ctx: Ctx, paymentId: PaymentId): Promise<number> {
  const [payment] = await tx
    .select({ amountMinor: payments.amountMinor })
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, paymentId)))
    .for('no key update');
  const decided = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.paymentId, paymentId)));
  const sum = decided.filter(isGiven).reduce((total, { amountMinor }) => total + amountMinor, 0);
  return must(payment, `the payment ${paymentId}`).amountMinor - sum;
}
