import { type CsvError, parse } from 'csv-parse';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { BadForeignRow, ForeignRow } from '#shared/tickets/plan-import.ts';
import { foldSearch } from '#shared/tickets/search-key.ts';

export type ForeignFile = {
  readonly rows: readonly ForeignRow[];
  /** Rows that are no rows. After one that breaks the file nothing behind it is read. */
  readonly broken: BadForeignRow | null;
};

/** A list of barcodes as sellers send it: UTF-8 with or without a mark, commas, semicolons or tabs, quoted or not, a heading first. */
export async function readForeignRows(chunks: AsyncIterable<Uint8Array>): Promise<ForeignFile> {
  const text = await utf8(chunks);
  if (text.trim() === '') throw refusal('bad-input', { field: 'file', sentence: 'this file is empty' });
  const rows: ForeignRow[] = [];
  let columns: Columns | null = null;
  let line = 1;
  const take = (record: string[], lines: number) => {
    if (columns === null) columns = columnsOf(record);
    else if (rows.length >= limits.importRowsMax) throw refusal('too-large', { rowsMax: limits.importRowsMax });
    else if (record.some(field => field !== '')) rows.push(rowOf(record, columns, line));
    line = lines + 1;
  };
  const records = parse(text, {
    delimiter: separatorOf(text),
    relax_column_count: true,
    trim: true,
    // Taken as they are read, so that those before a broken row are known.
    on_record: (record: string[], { lines }) => {
      take(record, lines);
      return null;
    },
  });
  try {
    for await (const _none of records);
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const sentence = 'the quotes in this row do not close, so that nothing after it could be read';
    return { rows, broken: { line, field: 'row', sentence, text: '' } };
  }
  return { rows, broken: null };
}

async function utf8(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refusal('bad-input', {
      field: 'file',
      sentence: 'this file is not UTF-8: save it as “CSV UTF-8” and try again',
    });
  }
}

/** Whichever of the three stands most often in the heading, outside quotes. */
function separatorOf(text: string): string {
  const heading = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => heading.split(separator).length;
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

type Columns = { readonly code: number; readonly tier: number; readonly holder: number; readonly seat: number };

const names = {
  code: ['code', 'barcode', 'ticket code', 'qr', 'qr code', 'ticketcode'],
  tier: ['tier', 'category', 'ticket type', 'type', 'kategorie', 'preiskategorie', 'categorie'],
  holder: ['holder', 'name', 'attendee', 'inhaber', 'nom'],
  seat: ['seat', 'platz', 'place'],
} as const;

function columnsOf(heading: readonly string[]): Columns {
  const folded = heading.map(foldSearch);
  const at = (wanted: readonly string[]) => folded.findIndex(name => wanted.includes(name));
  const code = at(names.code);
  if (code < 0)
    throw refusal('bad-input', {
      field: 'file',
      sentence: 'the first line names the columns, and one of them is called code (others: tier, holder, seat)',
    });
  return { code, tier: at(names.tier), holder: at(names.holder), seat: at(names.seat) };
}

function rowOf(record: readonly string[], columns: Columns, line: number): ForeignRow {
  return {
    line,
    code: record[columns.code] ?? '',
    tier: record[columns.tier] ?? '',
    holder: record[columns.holder] ?? '',
    seat: record[columns.seat] ?? '',
  };
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}
