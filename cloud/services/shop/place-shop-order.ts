import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import type { EventId, WaitingId } from '#shared/kernel/ids.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import type { Ctx } from '../ctx.ts';
import { issueTogether } from '../orders/issue-together.ts';
import { placeOrder } from '../orders/place-order.ts';
import type { CheckoutTrace } from '../orders/waiting-order.ts';
import type { KeyVault } from '../ports.ts';

export type ShopOrder = {
  readonly order: PlaceOrder;
  /** WR-4: whose turn it is, where there is a queue. */
  readonly visitor?: string | null;
  /** WL-5: whose offered places these are. */
  readonly offer?: WaitingId | null;
  readonly trace: CheckoutTrace;
};

/** SH-4, SH-9: the order of somebody at the shop. What costs nothing and needs nobody's approval is issued at once (PR-4). */
export async function placeShopOrder(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  { order, visitor = null, offer = null, trace }: ShopOrder,
): Promise<OrderView> {
  const placed = await placeOrder(ctx, eventId, order, { visitor, offer, trace });
  if (!canOrder('pay', placed.state) || !placed.quote.free) return placed;
  return issueTogether({ ctx, vault, eventId, orderId: placed.orderId });
}
