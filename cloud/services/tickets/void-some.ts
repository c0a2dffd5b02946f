import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { freePlaces } from '../pools/free-places.ts';

/** These tickets admit nobody from now on, and the doors hear of it; places of those that were still good go back on sale. */
export async function voidSome(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  ticketIds: readonly TicketId[],
  state: 'cancelled' | 'refunded',
): Promise<void> {
  if (ticketIds.length === 0) return;
  const these = and(
    eq(tickets.orgId, ctx.orgId),
    eq(tickets.eventId, eventId),
    inArray(tickets.ticketId, [...ticketIds]),
  );
  const good = await tx
    .select({ tierId: tickets.tierId })
    .from(tickets)
    .where(and(these, eq(tickets.state, 'valid')))
    .for('update');
  await tx
    .update(tickets)
    .set({ state, stateSince: ctx.now, version: sql`${tickets.version} + 1` })
    .where(and(these, inArray(tickets.state, ['valid', 'cancelled'])));
  await freePlaces(
    tx,
    ctx,
    eventId,
    good.map(({ tierId }) => tierId),
  );
}
