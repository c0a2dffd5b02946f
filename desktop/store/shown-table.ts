import type { ScanAnswer } from '#shared/api/station.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { StationStore } from '../station/ports.ts';
import { asRow, jsonOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transactions } from './transactions.ts';

const shownKept = 200;

/**
 * The verdicts shown last, in full, so that the screen can show them again after a restart. Every state tells the newest of them, so that
 * those are kept in memory too.
 */
export function shownTable(database: SqlDatabase, transactions: Transactions): StationStore['shown'] {
  const add = database.prepare('insert into shown (op_id, answer) values (?, ?)');
  const trim = database.prepare('delete from shown where shown_no <= ?');
  const last = database.prepare('select answer from shown order by shown_no desc limit ?');
  const byId = database.prepare('select answer from shown where op_id = ?');
  let newest: readonly ScanAnswer[] | null = null;
  transactions.onRollback(() => {
    newest = null;
  });
  return {
    put: answer => {
      const shownNo = add.run(answer.scanId, JSON.stringify(answer)).lastInsertRowid;
      if (shownNo > shownKept) trim.run(shownNo - shownKept);
      if (newest !== null) newest = [answer, ...newest].slice(0, limits.lastScansShown);
    },
    last: () => {
      newest ??= last.all(limits.lastScansShown).map(readAnswer);
      return newest;
    },
    byId: scanId => {
      const raw = byId.get(scanId);
      return raw === undefined ? null : readAnswer(raw);
    },
  };
}

// Written by this table alone and kept for a screen; a row that is no JSON is damage, its shape is this program's own.
function readAnswer(raw: unknown): ScanAnswer {
  return jsonOf(asRow(raw), 'answer') as ScanAnswer;
}
