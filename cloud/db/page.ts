import { z } from 'zod';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';

/** Query parameters of every list: `limit` rows after `cursor`. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(limits.pageSizeMax).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

export type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null };

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
