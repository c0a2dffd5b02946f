import type { OrderId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { isUnpaid } from '#shared/orders/order-actions.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { endUnpaid } from '../orders/end-unpaid.ts';
import { loadOrder } from '../orders/load-order.ts';
import { loadPaymentsOf } from '../payments/load-payment.ts';
import { requirePermission } from '../require-permission.ts';

/**
 * SH-9: a buyer gives back what nobody paid for yet; the places are free at once, or offered to them again if they waited (WL-5).
 * What is paid or being paid stays. Whoever may do it has shown the signed address of the order.
 */
export async function giveBackOrder(ctx: Ctx, orderId: OrderId): Promise<void> {
  requirePermission(ctx, 'orders:place');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    if (!isUnpaid(before.state)) return;
    const payments = await loadPaymentsOf(tx, ctx.orgId, [orderId]);
    if (payments.some(({ state }) => state === 'processing' || state === 'succeeded'))
      throw refusal('payment-under-way');
    await endUnpaid(tx, ctx, before, { by: 'buyer' });
  });
}
