import type { EventRow, EventsTable } from './events-table.ts';
import type { SearchIndex } from './search-index.ts';
import type { SqlDatabase } from './sql.ts';

/** SY-4: tickets, names, keys and PINs of an event go; what this station did itself stays, since it is in the journal. */
export function wipeEventOn(database: SqlDatabase, events: EventsTable, search: SearchIndex): (row: EventRow) => void {
  const wipes = [
    'delete from tickets where event_no = ?',
    'delete from scans where event_no = ? and scan_id not in (select op_id from journal)',
    'delete from presence where event_no = ?',
    'delete from zone_presence where event_no = ?',
    'delete from conflicts where event_no = ?',
  ].map(sql => database.prepare(sql));
  const forgetShown = database.prepare('delete from shown');
  return row => {
    for (const wipe of wipes) wipe.run(row.eventNo);
    forgetShown.run();
    search.clear();
    events.put({ ...row.event, operators: [], keys: [] });
    events.change(row.eventNo, {
      roster: 'none',
      phase: null,
      after_id: null,
      head_cursor: null,
      cursor: null,
      as_of: null,
      ticket_total: null,
      scan_total: null,
      indexed_after: '',
      refolded_after: '',
    });
    // The search index was emptied whole, so that other events have to be read into it again.
    for (const other of events.all()) events.change(other.eventNo, { indexed_after: '' });
  };
}
