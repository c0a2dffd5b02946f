import { type MadeRefund, makeRefundSchema } from '#shared/api/refunds.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder, orderSummary } from '../orders/load-order.ts';
import { orderAudit } from '../orders/order-audit.ts';
import { requirePermission } from '../require-permission.ts';
import { giveBack, previewOf } from './give-back.ts';
import { loadRefund, refundView } from './load-refund.ts';

/** OR-6: gives back an order in whole, by ticket, or a sum. */
export async function makeRefund(ctx: Ctx, orderId: OrderId, raw: unknown): Promise<MadeRefund> {
  requirePermission(ctx, 'refunds:make');
  const input = makeRefundSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'refund.make', key: input.refundId, input: { orderId, ...input } }, async () => {
      const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
      const { refundId, plan } = await giveBack(tx, ctx, before, input.wish, input);
      const refund = refundId === null ? null : refundView(await loadRefund(tx, ctx.orgId, refundId));
      const made = { ...previewOf(plan, before.currency), refund };
      await audit(tx, ctx, {
        verb: 'refund.make',
        target: orderId,
        before: orderAudit(orderSummary(before)),
        after: made,
      });
      return made;
    }),
  );
}
