import { assert } from '#shared/kernel/assert.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import type { SqlDatabase } from './sql.ts';

export type Transactions = {
  /** All of it or nothing. A transaction inside another is part of it. */
  readonly run: <T>(work: () => T) => T;
  /**
   * For what the cloud can send again: all of it or nothing, but on disk only with the next transaction that must be. A power cut takes a
   * whole transaction back, progress and rows alike.
   */
  readonly relaxed: <T>(work: () => T) => T;
  /** Fails where an operation of this station would only be half as durable as it has to be. */
  readonly mustBeDurable: () => void;
  /** Forget whatever was kept in memory of rows that are not there after all. */
  readonly onRollback: (forget: () => void) => void;
};

/** One writer: `begin immediate`, the work, `commit`; synchronous FULL makes the commit the moment it is on disk. */
export function transactionsOn(database: SqlDatabase): Transactions {
  const forgets: (() => void)[] = [];
  let open = false;
  let relaxed = false;
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = () => {
    open = false;
    try {
      if (database.inTransaction) database.exec('rollback');
    } catch {
      // What went wrong first is what is told; SQLite undoes an open transaction itself at the next start.
    }
    for (const forget of forgets) forget();
  };
  const run = <T>(work: () => T): T => {
    if (open) return work();
    try {
      begin.run();
      open = true;
      const result = work();
      commit.run();
      open = false;
      return result;
    } catch (error) {
      rollback();
      throw asStorageRefusal(error);
    }
  };
  return {
    run,
    onRollback: forget => {
      forgets.push(forget);
    },
    relaxed: work => {
      if (open) return work();
      database.pragma('synchronous = normal');
      relaxed = true;
      try {
        return run(work);
      } finally {
        relaxed = false;
        database.pragma('synchronous = full');
      }
    },
    mustBeDurable: () => assert(!relaxed, 'what this station did is on disk when it is confirmed'),
  };
}

/** A full disk and a damaged file are things that happen: the operator is told so. Anything else stays the fault it is. */
export function asStorageRefusal(error: unknown): unknown {
  if (isRefusal(error)) return error;
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE' || code === 'ENOSPC')
    return refusal('storage-full', { code });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return refusal('storage-damaged', { what: code });
  return error;
}

export function sqliteCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
