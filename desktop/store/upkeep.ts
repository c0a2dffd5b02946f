import type { EventRow } from './events-table.ts';
import { foldIn, type MirrorTables } from './mirror.ts';

const sliceRows = 250;

/**
 * Work that may wait, a slice at a time: the search index after a download, and folding anew after the rules of a checkpoint changed.
 * True while there is more.
 */
export function upkeepStep(tables: MirrorTables): boolean {
  const rows = tables.events.all();
  const indexing = rows.find(row => row.roster.state === 'complete' && row.indexedAfter !== null);
  if (indexing !== undefined) return tables.transactions.relaxed(() => indexSlice(tables, indexing));
  const refolding = rows.find(row => row.refoldedAfter !== null);
  if (refolding !== undefined) return tables.transactions.relaxed(() => refoldSlice(tables, refolding));
  return false;
}

function indexSlice({ events, tickets, search }: MirrorTables, row: EventRow): boolean {
  const page = tickets.wordsAfter(row.eventNo, row.indexedAfter ?? '', sliceRows);
  for (const ticket of page) search.add(row.eventNo, ticket);
  const last = page.at(-1);
  events.change(row.eventNo, { indexed_after: page.length < sliceRows ? null : (last?.ticketId ?? null) });
  return true;
}

function refoldSlice(tables: MirrorTables, row: EventRow): boolean {
  const ids = tables.scans.ticketsAfter(row.eventNo, row.refoldedAfter ?? '', sliceRows);
  const fold = foldIn(tables);
  for (const ticketId of ids) fold(row, ticketId);
  tables.events.change(row.eventNo, { refolded_after: ids.length < sliceRows ? null : (ids.at(-1) ?? null) });
  return true;
}
