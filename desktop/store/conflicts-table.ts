import type { Conflict } from '#shared/admission/types.ts';
import type { OpId } from '#shared/kernel/ids.ts';
import { asRow, intOf, jsonOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';

export type ConflictsTable = {
  readonly ofEvent: (
    eventNo: number,
    limit: number,
  ) => readonly { readonly conflict: Conflict; readonly seen: boolean }[];
  readonly markSeen: (scanId: OpId) => void;
};

export function conflictsTable(database: SqlDatabase): ConflictsTable {
  const select = database.prepare(
    `select body, exists (select 1 from seen_conflicts s where s.scan_id = conflicts.scan_id) as seen
     from conflicts where event_no = ? order by at desc limit ?`,
  );
  const mark = database.prepare('insert into seen_conflicts values (?) on conflict do nothing');
  return {
    ofEvent: (eventNo, limit) =>
      select.all(eventNo, limit).map(raw => ({
        // Written by foldTicket alone, from what reconcileAdmissions said.
        conflict: jsonOf(asRow(raw), 'body') as Conflict,
        seen: intOf(asRow(raw), 'seen') === 1,
      })),
    markSeen: scanId => {
      mark.run(scanId);
    },
  };
}
