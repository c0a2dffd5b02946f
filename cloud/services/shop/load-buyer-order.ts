import type { EventView } from '#shared/api/events.ts';
import type { OrderView } from '#shared/api/orders.ts';
import type { PaymentView } from '#shared/api/payments.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrder, loadOrderView } from '../orders/load-order.ts';
import { loadPaymentsOf, paymentView } from '../payments/load-payment.ts';
import { loadTiers } from '../tiers/load-tiers.ts';

export type BuyerOrder = {
  readonly order: OrderView;
  readonly event: EventView;
  readonly tiers: readonly { readonly tierId: string; readonly number: number; readonly name: string }[];
  readonly payments: readonly PaymentView[];
};

/** The order whose address was signed for its buyer. An address of an earlier version of the link opens nothing (ML-4). */
export async function loadBuyerOrder(ctx: Ctx, orderId: OrderId, linkVersion: number): Promise<BuyerOrder> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const { linkVersion: current } = await loadOrder(tx, ctx.orgId, orderId);
      if (current !== linkVersion) throw refusal('not-found');
      const order = await loadOrderView(tx, ctx.orgId, orderId);
      const event = await loadEvent(tx, ctx.orgId, order.eventId);
      const tiers = await loadTiers(tx, ctx.orgId, order.eventId);
      const payments = await loadPaymentsOf(tx, ctx.orgId, [orderId]);
      return { order, event, tiers, payments: payments.map(paymentView) };
    },
    { readOnly: true },
  );
}
