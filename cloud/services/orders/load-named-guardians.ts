import { and, count, eq, inArray } from 'drizzle-orm';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { NamedGuardian } from '#shared/orders/check-guardians.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadPromisedChildren } from '../tickets/load-promised-children.ts';

/**
 * OR-2: tickets sold before that children of an order are to be bound to, with all who are bound to them, paid for or not; locked so
 * that two orders cannot both fill one up.
 */
export async function loadNamedGuardians(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketIds: readonly TicketId[],
): Promise<NamedGuardian[]> {
  if (ticketIds.length === 0) return [];
  const ofEvent = and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId));
  const found = await tx
    .select({ ticketId: tickets.ticketId, tierId: tickets.tierId, state: tickets.state })
    .from(tickets)
    .where(and(ofEvent, inArray(tickets.ticketId, [...ticketIds])))
    .orderBy(tickets.ticketId)
    .for('no key update');
  if (found.length === 0) return [];
  const standing = found.flatMap(({ ticketId, state }) => (state === 'valid' ? [ticketId] : []));
  const promised = await loadPromisedChildren(tx, { orgId, eventId }, standing);
  const bound = await tx
    .select({ guardianTicketId: tickets.guardianTicketId, children: count() })
    .from(tickets)
    .where(and(ofEvent, inArray(tickets.guardianTicketId, [...ticketIds]), eq(tickets.state, 'valid')))
    .groupBy(tickets.guardianTicketId);
  return found.map(({ ticketId, tierId, state }) => ({
    ticketId,
    tierId,
    live: state === 'valid',
    children:
      (bound.find(row => row.guardianTicketId === ticketId)?.children ?? 0) +
      promised.filter(({ guardianTicketId }) => guardianTicketId === ticketId).length,
  }));
}
