import { sql } from 'drizzle-orm';
import type { Tx } from './with-tenant.ts';

/**
 * Writes many rows at once; when the database finds fault with the data, halves the heap until the rows at fault stand alone and
 * hands those back unwritten. A fault that is not about the data is thrown: it would be the same for every row.
 */
export async function bisectRows<Row>(
  tx: Tx,
  rows: readonly Row[],
  write: (tx: Tx, rows: readonly Row[]) => Promise<void>,
): Promise<readonly Row[]> {
  if (rows.length === 0) return [];
  try {
    // So that what was written before survives the fault.
    await tx.execute(sql`savepoint bisect`);
    await write(tx, rows);
    await tx.execute(sql`release savepoint bisect`);
    return [];
  } catch (error) {
    if (!isDataFault(error)) throw error;
    await tx.execute(sql`rollback to savepoint bisect`);
    if (rows.length === 1) return rows;
    const middle = rows.length >> 1;
    const before = await bisectRows(tx, rows.slice(0, middle), write);
    return [...before, ...(await bisectRows(tx, rows.slice(middle), write))];
  }
}

/** Class 22, data exception; 23, integrity; 54, beyond a limit. */
function isDataFault(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return /^(22|23|54)...$/.test(cause.code);
  return false;
}
