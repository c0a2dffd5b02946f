import { and, eq } from 'drizzle-orm';
import { mintId, type PaymentId, type RefundId } from '#shared/kernel/ids.ts';
import { planRefund, type RefundPlan } from '#shared/orders/plan-refund.ts';
import { addParts, noParts } from '#shared/pricing/sale-parts.ts';
import { audit } from '../../db/audit.ts';
import { refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { answerWarnings } from '../disputes/close-warnings.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import { recordOrder } from '../orders/record-order.ts';
import type { ProviderRefund } from '../payment-provider.ts';
import { findPaymentOfCharge } from '../payments/find-payment-of-charge.ts';
import { isKept } from '../payments/kept-payment.ts';
import type { Log } from '../ports.ts';
import { tellHolders } from '../tickets/tell-holders.ts';
import { voidTickets } from '../tickets/void-tickets.ts';
import { madeElsewhere } from './load-refund.ts';
import { loadRefundFacts } from './load-refund-facts.ts';

/**
 * OR-12: somebody gave money back at the provider, past us. It is a fact and is written down as one: everything that was left
 * is a whole refund and its tickets die, a part of it is a sum. Of a payment that bought nothing (late, twice) it is money alone.
 * Null for a payment that is none of ours.
 */
export async function adoptRefund(
  tx: Tx,
  ctx: Ctx,
  log: Log,
  account: string,
  told: ProviderRefund,
): Promise<RefundId | null> {
  const payment = await findPaymentOfCharge(tx, ctx, account, { intentId: told.intentId, chargeId: null });
  if (payment === null) return null;
  const order = await loadOrder(tx, ctx.orgId, payment.orderId, { forUpdate: true });
  // Also where it has failed meanwhile: heard in time it would have been planned, and its claim would wait for somebody now.
  const plan = isKept(payment.settled) ? await planOf(tx, ctx, order, told) : null;
  const refundId = mintId('RefundId', ctx.randomBytes);
  const written = await tx
    .insert(refunds)
    .values({
      orgId: ctx.orgId,
      refundId,
      eventId: order.eventId,
      orderId: order.orderId,
      paymentId: payment.paymentId,
      state: 'submitted',
      kind: plan !== null && plan.voids.length > 0 ? 'whole' : 'amount',
      amountMinor: told.amountMinor,
      currency: payment.currency,
      returnsFee: false,
      ticketIds: plan?.voids ?? [],
      lines: plan?.lines ?? [],
      reason: 'made at the payment provider',
      providerRefundId: told.providerRefundId,
      requestedBy: madeElsewhere,
      createdAt: ctx.now,
      submittedAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ refundId: refunds.refundId });
  if (written.length === 0) return idOfProviderRefund(tx, ctx, told.providerRefundId);
  if (plan !== null) await apply(tx, ctx, order, { refundId, paymentId: payment.paymentId }, plan);
  log({ level: 'warn', event: 'refund-made-elsewhere', orgId: ctx.orgId, refundId, planned: plan !== null });
  await audit(tx, ctx, { verb: 'refund.adopt', target: refundId, before: null, after: told });
  return refundId;
}

/** Null when our rules would have said no: then only the money is booked, and shows on the buyer's account. */
async function planOf(tx: Tx, ctx: Ctx, order: OrderRecord, told: ProviderRefund): Promise<RefundPlan | null> {
  const { facts } = await loadRefundFacts(tx, ctx, order);
  const whole = planRefund(facts, { kind: 'whole', returnsFee: true });
  if (whole.kind === 'planned' && whole.plan.amountMinor === told.amountMinor) return whole.plan;
  const { amountMinor } = told;
  const part = planRefund(facts, { kind: 'amount', amountMinor, ticketIds: [], returnsFee: true });
  return part.kind === 'planned' ? part.plan : null;
}

async function apply(
  tx: Tx,
  ctx: Ctx,
  order: OrderRecord,
  { refundId, paymentId }: { readonly refundId: RefundId; readonly paymentId: PaymentId },
  plan: RefundPlan,
): Promise<void> {
  await recordOrder(tx, ctx, order, { state: plan.state });
  await tellHolders(tx, ctx, order, plan.voids);
  await voidTickets(tx, ctx, order.eventId, { ticketIds: plan.voids }, 'refunded');
  if (plan.state === 'refunded') await answerWarnings(tx, ctx, order, paymentId);
  await postMovement(
    tx,
    ctx,
    { kind: 'refund-owed', refundId, parts: plan.lines.map(({ given }) => given).reduce(addParts, noParts) },
    { currency: order.currency, orderId: order.orderId, eventId: order.eventId, memo: 'made at the payment provider' },
  );
}

async function idOfProviderRefund(tx: Tx, ctx: Ctx, providerRefundId: string): Promise<RefundId | null> {
  const [row] = await tx
    .select({ refundId: refunds.refundId })
    .from(refunds)
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.providerRefundId, providerRefundId)));
  return row?.refundId ?? null;
}
