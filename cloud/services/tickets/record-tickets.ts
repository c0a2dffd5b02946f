import { insertTickets } from '../../db/insert-tickets.ts';
import type { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type TicketRow = typeof tickets.$inferInsert;

// So that the text of a statement stays below a few megabytes.
const rowsPerStatement = 1_000;

/** Guardians come before their children: a row may only name a row that is there. */
export async function recordTickets(tx: Tx, rows: readonly TicketRow[]): Promise<void> {
  const adults = rows.filter(row => row.guardianTicketId === null || row.guardianTicketId === undefined);
  const children = rows.filter(row => row.guardianTicketId !== null && row.guardianTicketId !== undefined);
  const ordered = [...adults, ...children];
  for (let at = 0; at < ordered.length; at += rowsPerStatement)
    await insertTickets(tx, ordered.slice(at, at + rowsPerStatement));
}
