import { getCookie, setCookie } from 'hono/cookie';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { mintQueuePlace, type QueuePlace, readQueuePlace } from '../services/waiting-room/queue-place.ts';
import type { StorePlace } from '../storefront/store-place.ts';
import type { AppContext, AppDeps } from './app.ts';
import { shopCookie } from './shop-cookie.ts';

const dayS = 86_400;

/** WR-4: the visitor of an event's waiting room, by what their browser keeps; null before they have a place. */
export function queueVisitor(deps: AppDeps, c: AppContext, orgId: OrgId, eventId: EventId): QueuePlace | null {
  return readQueuePlace({ secret: deps.linkSecret, orgId, eventId }, getCookie(c, nameOf(eventId)));
}

/** Gives the browser a place in the queue that no script reads and no other event or browser can use. */
export function giveQueuePlace(
  deps: AppDeps,
  c: AppContext,
  { orgId, eventId, place }: { readonly orgId: OrgId; readonly eventId: EventId; readonly place: StorePlace },
): QueuePlace {
  const queuePlace = mintQueuePlace({ secret: deps.linkSecret, orgId, eventId }, deps.randomBytes);
  setCookie(c, nameOf(eventId), queuePlace.token, shopCookie(place, dayS));
  return queuePlace;
}

function nameOf(eventId: EventId): string {
  return `foyer.queue.${eventId}`;
}
