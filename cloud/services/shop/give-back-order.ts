import type { OrderId } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { canOrder, planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { findHold, releaseHold } from '../holds/end-hold.ts';
import { loadOrder, orderSummary } from '../orders/load-order.ts';
import { orderAudit } from '../orders/order-audit.ts';
import { recordOrder } from '../orders/record-order.ts';
import { abandonPayments } from '../payments/abandon-payments.ts';
import { loadPaymentsOf } from '../payments/load-payment.ts';
import { endPromoUses } from '../promos/end-promo-uses.ts';
import { requirePermission } from '../require-permission.ts';
import { findTakenOffer, standAgain } from '../waiting-list/take-offers.ts';

/**
 * SH-9: a buyer gives back what nobody paid for yet; the places are free at once, or offered to them again if they waited (WL-5). What is paid or being paid stays. Whoever may
 * do it has shown the signed address of the order.
 */
export async function giveBackOrder(ctx: Ctx, orderId: OrderId): Promise<void> {
  requirePermission(ctx, 'orders:place');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    if (!canOrder('cancel', before.state)) return;
    const payments = await loadPaymentsOf(tx, ctx.orgId, [orderId]);
    if (payments.some(({ state }) => state === 'processing' || state === 'succeeded'))
      throw refusal('payment-under-way');
    const state = orRefuse(planOrderAction('cancel', { state: before.state, free: before.totalMinor === 0 }));
    const offer = await findTakenOffer(tx, ctx, before);
    const hold = await findHold(tx, ctx, orderId);
    await endPromoUses(tx, ctx, [orderId]);
    if (hold !== null) await releaseHold(tx, ctx, hold);
    if (offer !== null && hold?.state === 'held') await standAgain(tx, ctx, offer, hold);
    await recordOrder(tx, ctx, before, { state, drafts: [] });
    await abandonPayments(tx, ctx, [orderId]);
    await audit(tx, ctx, {
      verb: 'order.give-back',
      target: orderId,
      before: orderAudit(orderSummary(before)),
      after: { ...orderAudit(orderSummary(before)), state },
    });
  });
}
