import { cancelOrderSchema, type OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { findHold, releaseHold } from '../holds/end-hold.ts';
import { abandonPayments } from '../payments/abandon-payments.ts';
import { endPromoUses } from '../promos/end-promo-uses.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrder, loadOrderView, type OrderRecord, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';
import { voidTickets } from './void-tickets.ts';

/** OR-1: an order nobody paid for is given up and its places are free again. What was paid is refunded instead. */
export async function cancelOrder(ctx: Ctx, orderId: OrderId, raw: unknown): Promise<OrderView> {
  requirePermission(ctx, 'orders:cancel');
  const { reason } = cancelOrderSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    if (before.state === 'cancelled') return loadOrderView(tx, ctx.orgId, orderId);
    return endUnpaid(tx, ctx, before, reason);
  });
}

/** The same within the transaction of whoever gives up many. The order is locked. */
export async function endUnpaid(tx: Tx, ctx: Ctx, before: OrderRecord, reason: string): Promise<OrderView> {
  const { orderId } = before;
  const state = orRefuse(planOrderAction('cancel', { state: before.state, free: before.totalMinor === 0 }));
  const hold = await findHold(tx, ctx, orderId);
  await endPromoUses(tx, ctx, [orderId]);
  if (hold !== null) await releaseHold(tx, ctx, hold);
  await voidTickets(tx, ctx, before);
  await recordOrder(tx, ctx, before, { state, drafts: [] });
  await abandonPayments(tx, ctx, [orderId]);
  const after = await loadOrderView(tx, ctx.orgId, orderId);
  await audit(tx, ctx, {
    verb: 'order.cancel',
    target: orderId,
    before: orderAudit(orderSummary(before)),
    after: { ...orderAudit(after), reason },
  });
  return after;
}
