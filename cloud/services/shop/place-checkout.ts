import { createHmac } from 'node:crypto';
import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import { type EventId, type Id, type IdName, mintId, type OrderId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import type { Ctx } from '../ctx.ts';
import { placeShopOrder, type ShopDeps, type ShopOrder } from './place-shop-order.ts';

export type Checkout = ShopOrder & {
  /** The version of the order's signed address, which came back with the page; null when it did not, and the page is nobody's. */
  readonly version: number | null;
};

/**
 * SH-9: sends a checkout as it is now. What was sent before and stands is answered again. Other contents are another order, which takes
 * the place of the last one of the same page; whoever sends them twice, or at once, sends them under the same id.
 */
export async function placeCheckout(
  ctx: Ctx,
  deps: ShopDeps & { readonly linkSecret: Uint8Array },
  eventId: EventId,
  { order, proof, version }: Checkout,
): Promise<OrderView> {
  let asked = order;
  let replaces: { readonly orderId: OrderId; readonly version: number } | null = null;
  for (let change = 0; change <= limits.checkoutChangesMax; change += 1)
    try {
      return await placeShopOrder(ctx, deps, eventId, { order: asked, proof: { ...proof, replaces } });
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'repeat-differs') throw error;
      // Only the first id stood on a page; those after it were made here, and their addresses are in their first version.
      replaces = version === null ? null : { orderId: asked.orderId, version: change === 0 ? version : 1 };
      asked = changed(asked, version === null ? ctx.randomBytes : derivedFrom(deps.linkSecret, asked.orderId));
    }
  throw refusal('busy');
}

/** The same order and tickets under other ids, so that a late payment of the first never issues tickets of the second. */
function changed(order: PlaceOrder, bytesFor: (length: number, what: string) => Uint8Array): PlaceOrder {
  const another = <Name extends IdName>(name: Name, id: Id<Name>) => mintId(name, length => bytesFor(length, id));
  const own = new Map(
    order.tickets.flatMap(({ ticketId }) => (ticketId ? [[ticketId, another('TicketId', ticketId)]] : [])),
  );
  return {
    ...order,
    orderId: another('OrderId', order.orderId),
    tickets: order.tickets.map(({ ticketId, guardianTicketId, ...ticket }) => ({
      ...ticket,
      ticketId: ticketId && own.get(ticketId),
      guardianTicketId: guardianTicketId && (own.get(guardianTicketId) ?? guardianTicketId),
    })),
  };
}

/** Nobody foresees the ids of somebody else's next order. */
function derivedFrom(secret: Uint8Array, orderId: OrderId) {
  return (length: number, what: string) =>
    createHmac('sha256', secret).update(`checkout ${orderId} ${what}`).digest().subarray(0, length);
}
