import { cancelOrderSchema, type OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { requirePermission } from '../require-permission.ts';
import { endUnpaid } from './end-unpaid.ts';
import { loadOrder, loadOrderView } from './load-order.ts';

/**
 * OR-1, OR-18: an order nobody paid for is given up and its places are free again; who waits for an approval is told that there is
 * none. What was paid is refunded instead.
 */
export async function cancelOrder(ctx: Ctx, orderId: OrderId, raw: unknown): Promise<OrderView> {
  requirePermission(ctx, 'orders:cancel');
  const { reason } = cancelOrderSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    if (before.state === 'cancelled') return loadOrderView(tx, ctx.orgId, orderId);
    if (canOrder('decline', before.state)) {
      const { eventId, buyerEmail: to, language } = before;
      await enqueueMail(tx, ctx, { kind: 'order-declined', to, language, about: { eventId, orderId } });
    }
    return endUnpaid(tx, ctx, before, { by: 'organizer', reason });
  });
}
