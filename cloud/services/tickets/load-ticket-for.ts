import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type TicketAction, ticketActions, ticketMay } from '#shared/tickets/ticket-actions.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadOrder } from '../orders/load-order.ts';
import { loadTicket, type TicketRecord } from './load-ticket.ts';

/** The ticket, locked, in a state in which the action is allowed. Its order is locked first, as by whoever gives it back. */
export async function loadTicketFor(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketId: TicketId,
  action: TicketAction,
): Promise<TicketRecord> {
  const { orderId } = await loadTicket(tx, orgId, eventId, ticketId);
  if (orderId !== null) await loadOrder(tx, orgId, orderId, { forUpdate: true });
  const ticket = await loadTicket(tx, orgId, eventId, ticketId, { forUpdate: true });
  if (!ticketMay(ticket.state, action))
    throw refusal('wrong-state', { action, state: ticket.state, allowed: ticketActions[action] });
  return ticket;
}
