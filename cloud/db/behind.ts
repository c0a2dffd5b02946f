import { and, type Column, eq, gt, lt, or, type SQL } from 'drizzle-orm';

/** The rows behind a cursor of two sort values, of which the second tells rows with the same first one apart. */
export function behind(
  direction: 'up' | 'down',
  [first, second]: readonly [first: Column, second: Column],
  after: readonly [first: string, second: string] | null,
): SQL | undefined {
  if (after === null) return undefined;
  const beyond = direction === 'up' ? gt : lt;
  return or(beyond(first, after[0]), and(eq(first, after[0]), beyond(second, after[1])));
}
