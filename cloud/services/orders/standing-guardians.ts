import { and, eq, inArray } from 'drizzle-orm';
import type { TicketId } from '#shared/kernel/ids.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { TicketDraft } from '../../db/ticket-draft.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { OrderRecord } from './load-order.ts';

/** By the ticket that a child named: the one that stands now in its place, or the last that did. */
export type StandingGuardians = ReadonlyMap<TicketId, TicketId>;

/**
 * OR-2: the tickets of other orders that children of these are to be bound to, as they stand now, locked before any pool. Reads
 * nothing where no child named one.
 */
export async function standingGuardians(
  tx: Tx,
  orders: readonly Pick<OrderRecord, 'orgId' | 'eventId' | 'drafts'>[],
): Promise<StandingGuardians> {
  const [first] = orders;
  const named = [...new Set(orders.flatMap(({ drafts }) => guardiansElsewhere(drafts)))];
  const standing = new Map(named.map(ticketId => [ticketId, ticketId]));
  if (first === undefined) return standing;
  const ofEvent = and(eq(tickets.orgId, first.orgId), eq(tickets.eventId, first.eventId));
  for (let asked = named; asked.length > 0; ) {
    const replaced = await tx
      .select({ ticketId: tickets.ticketId, state: tickets.state })
      .from(tickets)
      .where(and(ofEvent, inArray(tickets.ticketId, asked)))
      .orderBy(tickets.ticketId)
      .for('no key update')
      .then(rows => rows.filter(({ state }) => state === 'replaced').map(({ ticketId }) => ticketId));
    if (replaced.length === 0) break;
    const next = await tx
      .select({ ticketId: tickets.ticketId, replaces: tickets.replacesTicketId })
      .from(tickets)
      .where(and(ofEvent, inArray(tickets.replacesTicketId, replaced)));
    const after = new Map(next.map(({ ticketId, replaces }) => [replaces, ticketId]));
    for (const [id, now] of standing) standing.set(id, after.get(now) ?? now);
    asked = next.map(({ ticketId }) => ticketId);
  }
  return standing;
}

/** Whom children named that are no tickets of the same order. */
export function guardiansElsewhere(drafts: readonly TicketDraft[]): readonly TicketId[] {
  const own = new Set(drafts.map(({ ticketId }) => ticketId));
  return drafts.flatMap(({ guardianTicketId: id }) => (id === null || own.has(id) ? [] : [id]));
}
