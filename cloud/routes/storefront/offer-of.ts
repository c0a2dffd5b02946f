import type { EventId, WaitingId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { AppDeps } from '../../http/app.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopEvent } from '../../services/shop/shop-event.ts';
import { getWaiting } from '../../services/waiting-list/get-waiting.ts';
import { readWaitingLink } from '../../services/waiting-list/waiting-link.ts';
import type { Cart } from '../../storefront/cart.ts';

/** WL-5: whose offered places a cart is of, when its address was signed by us for this event. */
export function offerOf(deps: AppDeps, ctx: ShopRequest['ctx'], { event }: ShopEvent, cart: Cart): WaitingId | null {
  const link = readWaitingLink(deps.linkSecret, ctx.orgId, cart.offer);
  return link?.eventId === event.eventId ? link.entryId : null;
}

/** Said before somebody fills in a form. One that was taken goes on to the form, where their order is found again. */
export async function offerIsOver(ctx: ShopRequest['ctx'], eventId: EventId, entryId: WaitingId): Promise<boolean> {
  const { entry } = (await getWaiting(ctx, eventId, entryId)).place;
  if (entry.state === 'taken') return false;
  const until = entry.state === 'offered' ? entry.offerLapsesAt : null;
  return until === null || until <= ctx.now;
}

export async function offeredUntil(
  ctx: ShopRequest['ctx'],
  eventId: EventId,
  entryId: WaitingId,
): Promise<Instant | null> {
  return (await getWaiting(ctx, eventId, entryId)).place.entry.offerLapsesAt;
}
