import { and, eq } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { TicketRecord } from './load-ticket.ts';

/** Writes changes to a ticket that is locked, as its next version. */
export async function recordTicket(
  tx: Tx,
  before: TicketRecord,
  values: Partial<typeof tickets.$inferInsert>,
): Promise<TicketRecord> {
  const [row] = await tx
    .update(tickets)
    .set({ ...values, version: before.version + 1 })
    .where(
      and(eq(tickets.orgId, before.orgId), eq(tickets.eventId, before.eventId), eq(tickets.ticketId, before.ticketId)),
    )
    .returning();
  return must(row, 'the ticket that was just locked');
}
