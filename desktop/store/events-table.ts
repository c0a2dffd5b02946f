import { type DoorEvent, doorEventSchema } from '#shared/catalog/door-event.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { type FeedCursor, feedCursorSchema } from '#shared/sync/cursor.ts';
import type { StoredEvent } from '../station/ports.ts';
import { asRow, damaged, idOf, instantOrNull, intOf, intOrNull, jsonOf, oneOf, type Row, textOrNull } from './row.ts';
import type { SqlDatabase, SqlValue } from './sql.ts';
import type { Transactions } from './transactions.ts';

export type EventRow = StoredEvent & {
  readonly eventNo: number;
  readonly indexedAfter: string | null;
  readonly refoldedAfter: string | null;
};

/** The columns that say how far a roster is. */
export type RosterChange = {
  readonly roster?: 'none' | 'loading' | 'complete';
  readonly phase?: 'tickets' | 'scans' | null;
  readonly after_id?: string | null;
  readonly head_cursor?: FeedCursor | null;
  readonly cursor?: FeedCursor | null;
  readonly as_of?: Instant | null;
  readonly ticket_total?: number | null;
  readonly scan_total?: number | null;
  readonly indexed_after?: string | null;
  readonly refolded_after?: string | null;
  readonly in_scope?: 0 | 1;
};

export type EventsTable = {
  readonly all: () => readonly EventRow[];
  readonly byId: (eventId: EventId) => EventRow | null;
  readonly put: (event: DoorEvent) => EventRow;
  readonly change: (eventNo: number, change: RosterChange) => void;
};

const columns = `event_no, event_id, body_no, in_scope, roster, phase, after_id, head_cursor, cursor, as_of, ticket_total,
  indexed_after, refolded_after`;

/** Door settings are parsed once per change and kept; a scan reads no JSON. */
export function eventsTable(database: SqlDatabase, transactions: Transactions): EventsTable {
  const selectAll = database.prepare(`select ${columns} from events order by event_no`);
  const selectBody = database.prepare('select body from events where event_no = ?');
  const upsert = database.prepare(
    `insert into events (event_id, body, body_no, indexed_after) values (?, ?, 1, '')
     on conflict (event_id) do update set body = excluded.body, body_no = body_no + 1`,
  );
  const bodies = new Map<number, { readonly bodyNo: number; readonly event: DoorEvent }>();
  let kept: readonly EventRow[] | null = null;
  transactions.onRollback(() => {
    kept = null;
    bodies.clear();
  });
  const bodyOf = (row: Row): DoorEvent => {
    const eventNo = intOf(row, 'event_no');
    const bodyNo = intOf(row, 'body_no');
    const known = bodies.get(eventNo);
    if (known?.bodyNo === bodyNo) return known.event;
    const event = parseBody(jsonOf(asRow(selectBody.get(eventNo)), 'body'));
    bodies.set(eventNo, { bodyNo, event });
    return event;
  };
  const all = () => {
    kept ??= selectAll.all().map(raw => readEvent(asRow(raw), bodyOf(asRow(raw))));
    return kept;
  };
  const byId = (eventId: EventId) => all().find(row => row.event.eventId === eventId) ?? null;
  const change = (eventNo: number, changed: RosterChange) =>
    transactions.run(() => {
      const entries = Object.entries(changed);
      const values = entries.map(([, value]) => (isPlain(value) ? value : JSON.stringify(value)));
      const sets = entries.map(([column]) => `${column} = ?`).join(', ');
      database.prepare(`update events set ${sets} where event_no = ?`).run(...values, eventNo);
      kept = null;
    });
  return {
    all,
    byId,
    change,
    put: event =>
      transactions.run(() => {
        const before = byId(event.eventId);
        upsert.run(event.eventId, JSON.stringify(event));
        kept = null;
        const after = must(byId(event.eventId), 'the event just put');
        if (before !== null && presenceRules(before.event) !== presenceRules(event))
          change(after.eventNo, { refolded_after: '' });
        return after;
      }),
  };
}

/** What folding depends on: another value means every ticket has to be folded anew. */
function presenceRules(event: DoorEvent): string {
  return JSON.stringify(
    event.checkpoints.map(({ checkpointId, entryMode, entriesMax, zoneId }) => [
      checkpointId,
      entryMode,
      entriesMax,
      zoneId,
    ]),
  );
}

function isPlain(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function parseBody(raw: unknown): DoorEvent {
  const parsed = doorEventSchema.safeParse(raw);
  if (!parsed.success) throw damaged('events.body');
  return parsed.data;
}

function readEvent(row: Row, event: DoorEvent): EventRow {
  idOf('EventId', row, 'event_id');
  const indexedAfter = textOrNull(row, 'indexed_after');
  const refoldedAfter = textOrNull(row, 'refolded_after');
  const state = oneOf(['none', 'loading', 'complete'], row, 'roster');
  return {
    eventNo: intOf(row, 'event_no'),
    event,
    inScope: intOf(row, 'in_scope') === 1,
    indexedAfter,
    refoldedAfter,
    roster: {
      state,
      phase: row.phase === null ? null : oneOf(['tickets', 'scans'], row, 'phase'),
      afterId: textOrNull(row, 'after_id'),
      headCursor: cursorOf(row, 'head_cursor'),
      cursor: cursorOf(row, 'cursor'),
      asOf: instantOrNull(row, 'as_of'),
      ticketTotal: intOrNull(row, 'ticket_total'),
      searchReady: state === 'complete' && indexedAfter === null,
      refolding: refoldedAfter !== null,
    },
  };
}

function cursorOf(row: Row, column: string): FeedCursor | null {
  if (row[column] === null) return null;
  const parsed = feedCursorSchema.safeParse(jsonOf(row, column));
  if (!parsed.success) throw damaged(column);
  return parsed.data;
}
