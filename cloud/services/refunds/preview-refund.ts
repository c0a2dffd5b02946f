import { previewRefundSchema, type RefundPreview } from '#shared/api/refunds.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planRefund } from '#shared/orders/plan-refund.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { previewOf } from './give-back.ts';
import { loadRefundFacts } from './load-refund-facts.ts';

/** What a refund would give back and which tickets would die of it; nothing changes. */
export async function previewRefund(ctx: Ctx, orderId: OrderId, raw: unknown): Promise<RefundPreview> {
  requirePermission(ctx, 'refunds:make');
  const { wish } = previewRefundSchema.parse(raw);
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const order = await loadOrder(tx, ctx.orgId, orderId);
      const { facts } = await loadRefundFacts(tx, ctx, order);
      return previewOf(orRefuse(planRefund(facts, wish)), order.currency);
    },
    { readOnly: true },
  );
}
