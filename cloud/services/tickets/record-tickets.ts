import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type TicketRow = typeof tickets.$inferInsert;

// A statement has at most 65,535 parameters, and a ticket has fewer than thirty columns.
const rowsPerStatement = 1_000;

/** Guardians come before their children: a row may only name a row that is there. */
export async function recordTickets(tx: Tx, rows: readonly TicketRow[]): Promise<void> {
  const adults = rows.filter(row => row.guardianTicketId === null || row.guardianTicketId === undefined);
  const children = rows.filter(row => row.guardianTicketId !== null && row.guardianTicketId !== undefined);
  const ordered = [...adults, ...children];
  for (let at = 0; at < ordered.length; at += rowsPerStatement)
    await tx.insert(tickets).values(ordered.slice(at, at + rowsPerStatement));
}
