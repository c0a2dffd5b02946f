import { and, eq } from 'drizzle-orm';
import type { TicketView } from '#shared/api/tickets.ts';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type TicketAction, ticketActions, ticketMay } from '#shared/tickets/ticket-actions.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type TicketRecord = typeof tickets.$inferSelect;

export async function loadTicket(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketId: TicketId,
  options: { forUpdate?: boolean } = {},
): Promise<TicketRecord> {
  const query = tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), eq(tickets.ticketId, ticketId)));
  const [row] = await (options.forUpdate === true ? query.for('update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

/** The ticket, locked, in a state in which the action is allowed. */
export async function loadTicketFor(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketId: TicketId,
  action: TicketAction,
): Promise<TicketRecord> {
  const ticket = await loadTicket(tx, orgId, eventId, ticketId, { forUpdate: true });
  if (!ticketMay(ticket.state, action))
    throw refusal('wrong-state', { action, state: ticket.state, allowed: ticketActions[action] });
  return ticket;
}

/** What an organizer is shown. The code stays behind: it is a key to the door and has a route of its own. */
export function ticketView(row: TicketRecord): TicketView {
  return {
    ticketId: row.ticketId,
    eventId: row.eventId,
    orderId: row.orderId,
    tierId: row.tierId,
    state: row.state,
    stateSince: row.stateSince,
    disputed: row.disputed,
    blocked: row.blocked,
    holder: row.holder,
    seat: row.seat,
    window: row.opensAt === null && row.closesAt === null ? null : { opensAt: row.opensAt, closesAt: row.closesAt },
    guardianTicketId: row.guardianTicketId,
    replacesTicketId: row.replacesTicketId,
    importedCode: row.importedCode,
    allotmentId: row.allotmentId,
    attention: row.attention,
    keyId: row.keyId,
    missingAnswers: [...row.missingAnswers],
    version: row.version,
    createdAt: row.createdAt,
  };
}
