import { and, eq } from 'drizzle-orm';
import { acknowledgeRefundSchema, type RefundSettlement, type RefundView } from '#shared/api/refunds.ts';
import { must } from '#shared/kernel/assert.ts';
import type { RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { payments, refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { owedOnPayment } from '../ledger/owed-on-payment.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { hasNoClaim, loadRefund, loadRefundsOf, lockFailed, type RefundRecord, refundView } from './load-refund.ts';

/**
 * OR-6, LE-7: somebody has seen to a refund that failed, and says how: the buyer was paid another way, or will not have it. What is
 * still owed of it leaves the buyer's account for good, so it cannot be tried again.
 */
export async function acknowledgeRefund(ctx: Ctx, refundId: RefundId, raw: unknown): Promise<RefundView> {
  requirePermission(ctx, 'refunds:make');
  const { settledAs } = acknowledgeRefundSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { orderId } = await loadRefund(tx, ctx.orgId, refundId);
    // Whoever books a dispute of the order counts its claims under the same lock.
    await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const failed = await lockFailed(tx, ctx, refundId);
    if (failed.settledAs === settledAs) return refundView(failed);
    await mustBeUnsettled(tx, ctx, failed);
    await book(tx, ctx, failed, settledAs);
    await tx
      .update(refunds)
      .set({ settledAs, acknowledgedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.refundId, refundId)));
    const view = refundView(await loadRefund(tx, ctx.orgId, refundId));
    await audit(tx, ctx, { verb: 'refund.acknowledge', target: refundId, before: refundView(failed), after: view });
    return view;
  });
}

/** Settled the other way, or tried again: then the claim is that attempt's. */
async function mustBeUnsettled(tx: Tx, ctx: Ctx, { refundId, orderId, settledAs }: RefundRecord): Promise<void> {
  const again = (await loadRefundsOf(tx, ctx.orgId, orderId)).find(({ retryOf }) => retryOf === refundId);
  const state = again?.state ?? settledAs;
  if (state !== null) throw refusal('wrong-state', { action: 'acknowledge', state, allowed: ['failed'] });
}

async function book(tx: Tx, ctx: Ctx, failed: RefundRecord, settledAs: RefundSettlement): Promise<void> {
  if (hasNoClaim(failed)) return;
  const { refundId, paymentId, orderId, eventId, currency, amountMinor } = failed;
  const [payment] = await tx
    .select({ settled: payments.settled })
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, paymentId)));
  const { settled } = must(payment, `the payment of ${refundId}`);
  // A bank may have taken it for them meanwhile, or somebody may have given it back past us.
  const owedMinor = await owedOnPayment(tx, ctx, { paymentId, orderId, currency, settled });
  const minor = Math.min(amountMinor, owedMinor);
  await postMovement(
    tx,
    ctx,
    { kind: 'claim-settled', refundId, minor, settledAs },
    { currency, orderId, eventId, memo: settledAs },
  );
}
