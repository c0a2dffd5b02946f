import { createHmac } from 'node:crypto';
import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import { type EventId, mintId, type OrderId, type RandomBytes } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import type { Ctx } from '../ctx.ts';
import { checkoutTicketId } from './checkout-ticket-id.ts';
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
      asked = changed(asked, deps.linkSecret, version === null ? ctx.randomBytes : derivedFrom(deps.linkSecret, asked));
    }
  throw refusal('busy');
}

/** The same order and tickets under other ids, so that a late payment of the first never issues tickets of the second. */
function changed(order: PlaceOrder, secret: Uint8Array, bytesFor: RandomBytes): PlaceOrder {
  const orderId = mintId('OrderId', bytesFor);
  const own = new Map(
    order.tickets.map(({ ticketId }, index) => [ticketId, checkoutTicketId(secret, orderId, index)] as const),
  );
  return {
    ...order,
    orderId,
    tickets: order.tickets.map(({ ticketId, guardianTicketId, ...ticket }) => ({
      ...ticket,
      ticketId: own.get(ticketId),
      guardianTicketId: guardianTicketId && (own.get(guardianTicketId) ?? guardianTicketId),
    })),
  };
}

/** Nobody foresees the id of somebody else's next order. */
function derivedFrom(secret: Uint8Array, { orderId }: PlaceOrder): RandomBytes {
  return length => createHmac('sha256', secret).update(`checkout ${orderId} ${orderId}`).digest().subarray(0, length);
}
