import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { SqlDatabase, SqlValue } from './sql.ts';
import { ticketColumns, ticketValues } from './ticket-row.ts';

/** So many rows are added by one statement: starting one costs more than a row does. */
const rowsPerStatement = 25;
const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** Adds tickets with what follows from them: how many of a tier are valid, and which foreign codes they answer to. */
export function insertTicketsOn(database: SqlDatabase): (eventNo: number, tickets: readonly MirrorTicket[]) => void {
  const insertOf = (rows: number) =>
    database.prepare(`insert into tickets (event_no, ${ticketColumns}) values ${Array(rows).fill(row).join(', ')}`);
  const one = insertOf(1);
  const many = insertOf(rowsPerStatement);
  const count = database.prepare(
    'insert into tier_counts values (?, ?, ?) on conflict do update set valid = valid + excluded.valid',
  );
  const addCode = database.prepare('insert into imported_codes values (?, ?, ?)');
  return (eventNo, tickets) => {
    for (let from = 0; from < tickets.length; ) {
      const rows = tickets.length - from >= rowsPerStatement ? rowsPerStatement : 1;
      const values: SqlValue[] = [];
      for (const ticket of tickets.slice(from, from + rows)) values.push(eventNo, ...ticketValues(ticket));
      (rows === 1 ? one : many).run(...values);
      from += rows;
    }
    const valid = new Map<string, number>();
    for (const { tierId, state, importedCode, ticketId } of tickets) {
      if (state === 'valid') valid.set(tierId, (valid.get(tierId) ?? 0) + 1);
      if (importedCode !== null) addCode.run(importedCode, eventNo, ticketId);
    }
    for (const [tierId, added] of valid) count.run(eventNo, tierId, added);
  };
}
