import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Sha256Hex } from '#shared/sync/canonical-op.ts';
import type { SyncStore } from '../station/mirror-ports.ts';
import type { StationStore } from '../station/ports.ts';
import { conflictsTable } from './conflicts-table.ts';
import { type EventsTable, eventsTable } from './events-table.ts';
import { foldTicketOn } from './fold-ticket.ts';
import { forkJournalOn } from './fork-journal.ts';
import { journalTable } from './journal-table.ts';
import { foldIn, type MirrorTables, mirrorOn } from './mirror.ts';
import { scansTable } from './scans-table.ts';
import { searchIndex } from './search-index.ts';
import { settingsTable } from './settings-table.ts';
import { shownTable } from './shown-table.ts';
import type { SqlDatabase } from './sql.ts';
import { ticketsTable } from './tickets-table.ts';
import { transactionsOn } from './transactions.ts';
import { upkeepStep } from './upkeep.ts';
import { wipeEventOn } from './wipe-event.ts';

/** The tables of one open file as the ports that the station and its sync know. Ids of events become their numbers here. */
export function assembleStore(database: SqlDatabase, sha256: Sha256Hex): SyncStore {
  const transactions = transactionsOn(database);
  const events = eventsTable(database, transactions);
  const tickets = ticketsTable(database);
  const search = searchIndex(database, tickets);
  const journal = journalTable(database, transactions, sha256);
  const tables: MirrorTables = {
    transactions,
    events,
    tickets,
    scans: scansTable(database),
    search,
    journal,
    fold: foldTicketOn(database),
    wipeEvent: wipeEventOn(database, events, search),
  };
  const conflicts = conflictsTable(database);
  const numberOf = (eventId: EventId) => must(events.byId(eventId), `event ${eventId}`).eventNo;
  return {
    store: {
      transaction: transactions.run,
      settings: settingsTable(database, transactions),
      events: { all: events.all, byId: events.byId },
      tickets: ticketReads(tables, events),
      scans: scanCalls(tables, events),
      conflicts: {
        ofEvent: (eventId, limit) => conflicts.ofEvent(numberOf(eventId), limit),
        markSeen: scanId => transactions.run(() => conflicts.markSeen(scanId)),
      },
      journal,
      shown: shownTable(database, transactions),
    },
    mirror: mirrorOn(tables),
    forkJournal: forkJournalOn(database, transactions, journal, sha256),
    upkeep: () => upkeepStep(tables),
  };
}

function ticketReads({ tickets, search }: MirrorTables, events: EventsTable): StationStore['tickets'] {
  const rowOf = (eventId: EventId) => must(events.byId(eventId), `event ${eventId}`);
  return {
    byId: (eventId, ticketId) => tickets.byId(rowOf(eventId).eventNo, ticketId),
    byImportedCode: text =>
      tickets.byImportedCode(text).flatMap(({ eventNo, ticket }) => {
        const row = events.all().find(known => known.eventNo === eventNo);
        return row === undefined ? [] : [{ eventId: row.event.eventId, ticket }];
      }),
    ofOrder: (eventId, orderId, otherwise) => {
      const row = rowOf(eventId);
      if (!row.roster.searchReady && otherwise === 'none') return [];
      return search.ofOrder(row.eventNo, orderId, row.roster.searchReady);
    },
    search: (eventId, query, limit) => {
      const row = rowOf(eventId);
      return search.find(row.eventNo, query, limit, row.roster.searchReady);
    },
    validByTier: eventId => tickets.validByTier(rowOf(eventId).eventNo),
    rowCount: eventId => [...tickets.validByTier(rowOf(eventId).eventNo).values()].reduce((sum, n) => sum + n, 0),
  };
}

function scanCalls(tables: MirrorTables, events: EventsTable): StationStore['scans'] {
  const { scans, transactions } = tables;
  const rowOf = (eventId: EventId) => must(events.byId(eventId), `event ${eventId}`);
  const fold = foldIn(tables);
  return {
    ofTicket: (eventId, ticketId) => scans.ofTicket(rowOf(eventId).eventNo, ticketId),
    byId: scanId => {
      const found = scans.byId(scanId);
      const row = found === null ? undefined : events.all().find(known => known.eventNo === found.eventNo);
      return found === null || row === undefined ? null : { eventId: row.event.eventId, scan: found.scan };
    },
    insideCheckpoint: (eventId, checkpointId) => scans.insideCheckpoint(rowOf(eventId).eventNo, checkpointId),
    insideZone: (eventId, zoneId) => scans.insideZone(rowOf(eventId).eventNo, zoneId),
    record: (eventId, scan) =>
      transactions.run(() => {
        const row = rowOf(eventId);
        scans.put(row.eventNo, scan);
        fold(row, scan.ticketId);
      }),
  };
}
