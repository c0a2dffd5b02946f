import type { TicketView } from '#shared/api/tickets.ts';

/** AU-1: a ticket as the audit log keeps it: without who holds it and what the door should know of them, for the log is never emptied. */
export function ticketAudit<T extends TicketView>({ holder: _holder, attention: _attention, ...ticket }: T) {
  return ticket;
}
