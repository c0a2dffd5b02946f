import type { z } from 'zod';
import { type MirrorTicket, mirrorTicketSchema } from '#shared/admission/mirror.ts';
import { orderStates } from '#shared/catalog/order-states.ts';
import { ticketStates } from '#shared/tickets/ticket-actions.ts';
import { damaged, idOf, idOrNull, instantOrNull, intOf, jsonOf, oneOf, type Row, textOf, textOrNull } from './row.ts';
import type { SqlValue } from './sql.ts';

export const ticketColumns = `ticket_id, tier_id, state, state_since, order_id, order_ref, order_state, order_size, holder, seat,
  search_key, imported_code, rest`;

/** What few tickets have; left out of the row when nothing of it is set. */
const restSchema = mirrorTicketSchema
  .pick({
    disputed: true,
    blocked: true,
    window: true,
    guardianTicketId: true,
    attention: true,
    missingAnswers: true,
    answers: true,
  })
  .partial();

export function ticketValues(ticket: MirrorTicket): SqlValue[] {
  return [
    ticket.ticketId,
    ticket.tierId,
    ticket.state,
    ticket.stateSince,
    ticket.orderId,
    ticket.orderRef,
    ticket.orderState,
    ticket.orderSize,
    ticket.holder,
    ticket.seat,
    ticket.searchKey,
    ticket.importedCode,
    restOf(ticket),
  ];
}

function restOf(ticket: MirrorTicket): string | null {
  if (hasNoRest(ticket)) return null;
  const rest: z.infer<typeof restSchema> = {};
  if (ticket.disputed) rest.disputed = true;
  if (ticket.blocked !== null) rest.blocked = ticket.blocked;
  if (ticket.window !== null) rest.window = ticket.window;
  if (ticket.guardianTicketId !== null) rest.guardianTicketId = ticket.guardianTicketId;
  if (ticket.attention !== null) rest.attention = ticket.attention;
  if (ticket.missingAnswers.length > 0) rest.missingAnswers = ticket.missingAnswers;
  if (Object.keys(ticket.answers).length > 0) rest.answers = ticket.answers;
  return JSON.stringify(rest);
}

/** Nearly all tickets; asked for each of a download. */
function hasNoRest(ticket: MirrorTicket): boolean {
  for (const _ in ticket.answers) return false;
  return (
    !ticket.disputed &&
    ticket.blocked === null &&
    ticket.window === null &&
    ticket.guardianTicketId === null &&
    ticket.attention === null &&
    ticket.missingAnswers.length === 0
  );
}

export function readTicket(row: Row): MirrorTicket {
  const rest = readRest(row);
  return {
    ticketId: idOf('TicketId', row, 'ticket_id'),
    tierId: idOf('TierId', row, 'tier_id'),
    state: oneOf(ticketStates, row, 'state'),
    stateSince: instantOrNull(row, 'state_since'),
    disputed: rest.disputed ?? false,
    blocked: rest.blocked ?? null,
    orderId: idOrNull('OrderId', row, 'order_id'),
    orderRef: textOrNull(row, 'order_ref'),
    orderState: oneOf(orderStates, row, 'order_state'),
    orderSize: intOf(row, 'order_size'),
    holder: textOrNull(row, 'holder'),
    seat: textOrNull(row, 'seat'),
    searchKey: textOf(row, 'search_key'),
    window: rest.window ?? null,
    guardianTicketId: rest.guardianTicketId ?? null,
    importedCode: textOrNull(row, 'imported_code'),
    attention: rest.attention ?? null,
    missingAnswers: rest.missingAnswers ?? [],
    answers: rest.answers ?? {},
  };
}

function readRest(row: Row): z.infer<typeof restSchema> {
  if (row.rest === null) return {};
  const parsed = restSchema.safeParse(jsonOf(row, 'rest'));
  if (!parsed.success) throw damaged('tickets.rest');
  return parsed.data;
}
