import { must } from '#shared/kernel/assert.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import { mirrorScanOfOp } from '#shared/sync/mirror-scan-of-op.ts';
import { opBodySchema } from '#shared/sync/operations.ts';
import type { FeedItem } from '#shared/sync/protocol.ts';
import type { Mirror } from '../station/mirror-ports.ts';
import type { StationStore } from '../station/ports.ts';
import type { EventRow, EventsTable } from './events-table.ts';
import type { FoldTicket } from './fold-ticket.ts';
import type { ScansTable } from './scans-table.ts';
import type { SearchIndex } from './search-index.ts';
import type { TicketsTable } from './tickets-table.ts';
import type { Transactions } from './transactions.ts';

export type MirrorTables = {
  readonly transactions: Transactions;
  readonly events: EventsTable;
  readonly tickets: TicketsTable;
  readonly scans: ScansTable;
  readonly search: SearchIndex;
  readonly fold: FoldTicket;
  readonly journal: StationStore['journal'];
  readonly wipeEvent: (row: EventRow) => void;
};

/** Sorts after every id. */
const idsEnd = '~';

export function mirrorOn(tables: MirrorTables): Mirror {
  const { transactions, events, tickets, scans } = tables;
  const rowOf = (eventId: EventId) => must(events.byId(eventId), `event ${eventId}`);
  const fold = foldIn(tables);
  return {
    begin: start => transactions.run(() => beginDownload(tables, start)),
    addTickets: (eventId, rows, after) =>
      transactions.relaxed(() => {
        const row = rowOf(eventId);
        const from = row.roster.afterId ?? '';
        tickets.clear(row.eventNo, from, after);
        tickets.add(row.eventNo, rows);
        for (const ticketId of scans.ticketsWithScans(row.eventNo, from, after)) fold(row, ticketId);
        events.change(row.eventNo, { after_id: after });
      }),
    addScans: (eventId, rows, after) =>
      transactions.relaxed(() => {
        const row = rowOf(eventId);
        if (row.roster.phase === 'tickets') endTickets(tables, row);
        const touched = rows.filter(scan => scans.put(row.eventNo, scan)).map(scan => scan.ticketId);
        for (const ticketId of new Set(touched)) fold(row, ticketId);
        events.change(row.eventNo, { phase: 'scans', after_id: after });
      }),
    finish: (eventId, at) =>
      transactions.run(() => {
        const row = rowOf(eventId);
        if (row.roster.phase === 'tickets') endTickets(tables, row);
        tables.search.clear();
        for (const other of events.all()) events.change(other.eventNo, { indexed_after: '' });
        events.change(row.eventNo, {
          roster: 'complete',
          phase: null,
          after_id: null,
          cursor: row.roster.headCursor,
          head_cursor: null,
          as_of: at,
        });
      }),
    applyFeed: (eventId, items, upTo) => transactions.relaxed(() => applyItems(tables, rowOf(eventId), items, upTo)),
    confirm: (eventId, at) => transactions.relaxed(() => events.change(rowOf(eventId).eventNo, { as_of: at })),
    startOver: eventId =>
      transactions.run(() => {
        const { eventNo, roster } = rowOf(eventId);
        // Nothing is forgotten: the download takes the place of the roster page by page, and scans only ever join (CK-22).
        const state = roster.state === 'complete' ? 'complete' : 'none';
        events.change(eventNo, { roster: state, phase: null, after_id: null, head_cursor: null, cursor: null });
      }),
    setScope: eventIds => transactions.run(() => setScope(tables, eventIds)),
    wipe: () => transactions.run(() => setScope(tables, [])),
  };
}

function beginDownload(
  tables: MirrorTables,
  { event, cursor, ticketTotal, scanTotal }: Parameters<Mirror['begin']>[0],
): void {
  const row = tables.events.put(event);
  const { eventNo, roster } = row;
  projectUnanswered(tables, row);
  // A roster that is being replaced keeps admitting: each page takes the place of the stretch it covers.
  tables.events.change(eventNo, {
    roster: roster.state === 'complete' ? 'complete' : 'loading',
    phase: 'tickets',
    after_id: '',
    head_cursor: cursor,
    cursor: null,
    ticket_total: ticketTotal,
    scan_total: scanTotal,
  });
}

/** CK-22: what this station did and the cloud has not heard of yet, as after the file was lost. */
function projectUnanswered(tables: MirrorTables, row: EventRow): void {
  const { journal, scans } = tables;
  const fold = foldIn(tables);
  for (const head of journal.all()) {
    if (head.closed) continue;
    for (const op of journal.after(head.journalNo, head.answeredSeq, head.lastSeq)) {
      const body = opBodySchema.safeParse(op.body);
      if (!body.success || body.data.eventId !== row.event.eventId) continue;
      const scan = mirrorScanOfOp({ ...op, body: body.data }, head.scope, row.event);
      if (scan === null || scans.byId(scan.scanId) !== null) continue;
      scans.put(row.eventNo, scan);
      fold(row, scan.ticketId);
    }
  }
}

/** Nothing lies behind the last page: what an older roster still has there is gone. */
function endTickets({ tickets }: MirrorTables, row: EventRow): void {
  tickets.clear(row.eventNo, row.roster.afterId ?? '', idsEnd);
}

function applyItems(
  tables: MirrorTables,
  before: EventRow,
  items: readonly FeedItem[],
  upTo: { readonly cursor: FeedCursor; readonly at: Instant } | null,
): void {
  const { events, tickets, scans, search } = tables;
  const touched = new Set<TicketId>();
  let row = before;
  for (const item of items) {
    if (item.kind === 'event') row = events.put(item.event);
    else if (item.kind === 'ticket') {
      tickets.put(row.eventNo, item.ticket);
      // The index catches up with what lies ahead of it by itself.
      if (row.indexedAfter === null || item.ticket.ticketId <= row.indexedAfter) search.add(row.eventNo, item.ticket);
      touched.add(item.ticket.ticketId);
    } else if (scans.put(row.eventNo, item.scan)) touched.add(item.scan.ticketId);
  }
  const fold = foldIn(tables);
  for (const ticketId of touched) fold(row, ticketId);
  if (upTo !== null) events.change(row.eventNo, { cursor: upTo.cursor, as_of: upTo.at });
}

function setScope({ events, wipeEvent }: MirrorTables, eventIds: readonly EventId[]): void {
  for (const row of events.all()) {
    const inScope = eventIds.includes(row.event.eventId);
    if (!inScope && row.inScope) wipeEvent(row);
    if (inScope !== row.inScope) events.change(row.eventNo, { in_scope: inScope ? 1 : 0 });
  }
}

export function foldIn({ fold, tickets, scans }: MirrorTables): (row: EventRow, ticketId: TicketId) => void {
  return ({ eventNo, event }, ticketId) => {
    const ofTicket = scans.ofTicket(eventNo, ticketId);
    if (ofTicket.length === 0) return;
    fold({ eventNo, event, ticketId, ticket: tickets.byId(eventNo, ticketId), scans: ofTicket });
  };
}
