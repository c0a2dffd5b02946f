import { and, eq } from 'drizzle-orm';
import { type RefundView, retryRefundSchema } from '#shared/api/refunds.ts';
import type { RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { hasNoClaim, loadRefund, loadRefundsOf, lockFailed, refundView } from './load-refund.ts';
import { loadDisputeState } from './load-refund-facts.ts';
import { recordRefund } from './record-refund.ts';

/** OR-6: tries a failed refund again, as a new attempt of its own at the provider. What it gives back was decided before. */
export async function retryRefund(ctx: Ctx, failedId: RefundId, raw: unknown): Promise<RefundView> {
  requirePermission(ctx, 'refunds:make');
  const { refundId } = retryRefundSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'refund.retry', key: refundId, input: { failedId } }, async () => {
      const { orderId } = await loadRefund(tx, ctx.orgId, failedId);
      // Whoever books a dispute of the order holds it as well: there is none here that is not seen below.
      await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
      const failed = await lockFailed(tx, ctx, failedId);
      // One made past us that our rules said no to: no sale was taken back for it, and nobody has a claim.
      if (hasNoClaim(failed)) throw refusal('nothing-to-refund', {});
      if (failed.settledAs !== null)
        throw refusal('wrong-state', { action: 'retry', state: failed.settledAs, allowed: ['failed'] });
      const again = (await loadRefundsOf(tx, ctx.orgId, orderId)).find(({ retryOf }) => retryOf === failedId);
      if (again !== undefined)
        throw refusal('wrong-state', { action: 'retry', state: again.state, allowed: ['failed'] });
      const dispute = await loadDisputeState(tx, ctx.orgId, failed.paymentId);
      if (dispute !== 'none') throw refusal('dispute-open', { dispute });
      const made = await recordRefund(tx, ctx, {
        ...failed,
        refundId,
        payment: failed,
        order: failed,
        batchId: failed.batchId ?? undefined,
        retryOf: failedId,
      });
      await markSeen(tx, ctx, failedId);
      const view = refundView(await loadRefund(tx, ctx.orgId, made));
      await audit(tx, ctx, { verb: 'refund.retry', target: failedId, before: refundView(failed), after: view });
      return view;
    }),
  );
}

async function markSeen(tx: Tx, ctx: Ctx, refundId: RefundId): Promise<void> {
  await tx
    .update(refunds)
    .set({ acknowledgedAt: ctx.now, updatedAt: ctx.now })
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.refundId, refundId)));
}
