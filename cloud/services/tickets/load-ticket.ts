import { and, eq } from 'drizzle-orm';
import type { TicketView } from '#shared/api/tickets.ts';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
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
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
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
