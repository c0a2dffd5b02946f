import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import type { Ctx } from '../ctx.ts';
import { issueTogether } from '../orders/issue-together.ts';
import { type OrderProof, placeOrder } from '../orders/place-order.ts';
import type { KeyVault } from '../ports.ts';

export type ShopOrder = {
  readonly order: PlaceOrder;
  readonly proof: Partial<OrderProof>;
};

/** SH-4, SH-9: the order of somebody at the shop. What costs nothing and needs nobody's approval is issued at once (PR-4). */
export async function placeShopOrder(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  { order, proof }: ShopOrder,
): Promise<OrderView> {
  const placed = await placeOrder(ctx, eventId, order, proof);
  if (!canOrder('pay', placed.state) || !placed.quote.free) return placed;
  return issueTogether({ ctx, vault, eventId, orderId: placed.orderId });
}
