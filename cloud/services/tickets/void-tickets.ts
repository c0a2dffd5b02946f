import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { AllotmentId, EventId, OrderId, TicketId } from '#shared/kernel/ids.ts';
import type { TicketState } from '#shared/tickets/ticket-actions.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { freePlaces } from '../pools/free-places.ts';

/** Which tickets: some by name, all of an order, or blanks of a roll. */
export type Voided =
  | { readonly ticketIds: readonly TicketId[] }
  | { readonly orderId: OrderId }
  | { readonly allotmentId: AllotmentId; readonly blanks: readonly TicketId[] | 'all' };

/**
 * These tickets admit nobody from now on, and the doors hear of it; places of those that were still good go back on sale. A blank's
 * place is counted by its roll. Answers how many became void.
 */
export async function voidTickets(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  which: Voided,
  becomes: 'cancelled' | 'refunded' = 'cancelled',
): Promise<number> {
  const these = and(eq(tickets.orgId, ctx.orgId), eq(tickets.eventId, eventId), conditionOf(which));
  const good = await tx
    .select({ tierId: tickets.tierId })
    .from(tickets)
    .where(and(these, eq(tickets.state, 'valid')))
    .for('no key update');
  const voided = await tx
    .update(tickets)
    .set({ state: becomes, stateSince: ctx.now, version: sql`${tickets.version} + 1` })
    .where(and(these, inArray(tickets.state, [...leaves(which, becomes)])))
    .returning({ ticketId: tickets.ticketId });
  await freePlaces(
    tx,
    ctx,
    eventId,
    good.map(({ tierId }) => tierId),
  );
  return voided.length;
}

function conditionOf(which: Voided): SQL | undefined {
  if ('ticketIds' in which) return inArray(tickets.ticketId, [...which.ticketIds]);
  if ('orderId' in which) return eq(tickets.orderId, which.orderId);
  const ofRoll = and(eq(tickets.allotmentId, which.allotmentId), eq(tickets.state, 'blank'));
  return which.blanks === 'all' ? ofRoll : and(ofRoll, inArray(tickets.ticketId, [...which.blanks]));
}

/** Money may come back for what was cancelled before. */
function leaves(which: Voided, becomes: 'cancelled' | 'refunded'): readonly TicketState[] {
  if ('allotmentId' in which) return ['blank'];
  return becomes === 'refunded' ? ['valid', 'cancelled'] : ['valid'];
}
