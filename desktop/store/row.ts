import { type Id, type IdName, isId } from '#shared/kernel/ids.ts';
import { type Instant, isInstant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';

/** A row as it came from the file: nobody's word until each column is read through these. */
export type Row = Readonly<Record<string, unknown>>;

export function asRow(raw: unknown): Row {
  if (typeof raw !== 'object' || raw === null) throw damaged('row');
  // Checked to be an object; its columns are read one by one.
  return raw as Row;
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw damaged(column);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function intOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw damaged(column);
  return value;
}

export function intOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : intOf(row, column);
}

export function idOf<Name extends IdName>(name: Name, row: Row, column: string): Id<Name> {
  const value = row[column];
  if (!isId(name, value)) throw damaged(column);
  return value;
}

export function idOrNull<Name extends IdName>(name: Name, row: Row, column: string): Id<Name> | null {
  return row[column] === null ? null : idOf(name, row, column);
}

export function instantOf(row: Row, column: string): Instant {
  const value = row[column];
  if (!isInstant(value)) throw damaged(column);
  return value;
}

export function instantOrNull(row: Row, column: string): Instant | null {
  return row[column] === null ? null : instantOf(row, column);
}

export function oneOf<const Values extends readonly string[]>(
  values: Values,
  row: Row,
  column: string,
): Values[number] {
  const value = values.find(candidate => candidate === row[column]);
  if (value === undefined) throw damaged(column);
  return value;
}

export function jsonOf(row: Row, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column));
  } catch {
    throw damaged(column);
  }
}

export function damaged(what: string) {
  return refusal('storage-damaged', { what });
}
