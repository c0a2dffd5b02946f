import { getCookie, setCookie } from 'hono/cookie';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { mintQueueTicket, type QueueTicket, readQueueTicket } from '../services/waiting-room/queue-ticket.ts';
import type { AppContext, AppDeps } from './app.ts';

const dayS = 86_400;

/** WR-4: the visitor of an event's waiting room, by the ticket their browser keeps; null before they were given one. */
export function queueVisitor(deps: AppDeps, c: AppContext, orgId: OrgId, eventId: EventId): QueueTicket | null {
  return readQueueTicket({ secret: deps.linkSecret, orgId, eventId }, getCookie(c, nameOf(eventId)));
}

/** Gives the browser a ticket that no script reads and no other event or browser can use. */
export function giveQueueTicket(
  deps: AppDeps,
  c: AppContext,
  { orgId, eventId, base }: { readonly orgId: OrgId; readonly eventId: EventId; readonly base: string },
): QueueTicket {
  const ticket = mintQueueTicket({ secret: deps.linkSecret, orgId, eventId }, deps.randomBytes);
  const secure = c.req.header('x-forwarded-proto') === 'https' || c.req.url.startsWith('https:');
  const path = base === '' ? '/' : base;
  setCookie(c, nameOf(eventId), ticket.token, { path, maxAge: dayS, sameSite: 'Lax', httpOnly: true, secure });
  return ticket;
}

function nameOf(eventId: EventId): string {
  return `foyer.queue.${eventId}`;
}
