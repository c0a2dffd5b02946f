import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import type { Ctx } from '../ctx.ts';
import { guardHoarding } from '../hoarding/guard-hoarding.ts';
import { issueTogether } from '../orders/issue-together.ts';
import { type OrderProof, placeOrder } from '../orders/place-order.ts';
import type { KeyVault, Log } from '../ports.ts';

export type ShopOrder = {
  readonly order: PlaceOrder;
  readonly proof: Partial<OrderProof>;
};

export type ShopDeps = { readonly keyVault: KeyVault; readonly log: Log };

/** SH-4, SH-9: the order of somebody at the shop, unless they hold too many places already (IN-12). */
export async function placeShopOrder(
  ctx: Ctx,
  deps: ShopDeps,
  eventId: EventId,
  { order, proof }: ShopOrder,
): Promise<OrderView> {
  const place = () => placeAndIssue(ctx, deps, eventId, { order, proof });
  // Offered places were kept for them before, and for nobody else.
  if (proof.offer) return place();
  const { orderId, buyer, tickets } = order;
  const replaces = proof.replaces?.orderId ?? null;
  const held = { eventId, orderId, email: buyer.email, places: tickets.length, replaces };
  return guardHoarding(ctx, deps.log, held, place);
}

/** What costs nothing and needs nobody's approval is issued at once (PR-4). */
async function placeAndIssue(
  ctx: Ctx,
  { keyVault: vault }: ShopDeps,
  eventId: EventId,
  { order, proof }: ShopOrder,
): Promise<OrderView> {
  const placed = await placeOrder(ctx, eventId, order, proof);
  if (!canOrder('pay', placed.state) || !placed.quote.free) return placed;
  return issueTogether({ ctx, vault, eventId, orderId: placed.orderId });
}
