import type { z } from 'zod';
import { refusal } from '#shared/kernel/refusal.ts';

export type Page<Row> = { readonly items: Row[]; readonly nextCursor: string | null };

/** What a caller sends back for the next page: the sort values of the last row, opaque to it. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The sort values inside a cursor, checked like any other input. A cursor names a place in an order and grants nothing. */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.infer<Schema> | null {
  if (cursor === undefined) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: answered like any other cursor that is not ours.
  }
  throw refusal('bad-input', { field: 'cursor', sentence: 'this cursor was not given out by this list' });
}

/** Ask the database for `limit + 1` rows and hand them all in: the extra row tells that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  sortValues: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(sortValues(last)) : null };
}
