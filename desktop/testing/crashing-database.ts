import type { OpenDatabase, SqlDatabase, SqlStatement } from '../store/sql.ts';

/** The process is gone: nothing it does after this counts. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** When to crash: before the n-th write from now, or right after the n-th commit. */
export type CrashPlan = { kind: 'before-write' | 'after-commit'; left: number } | null;

export type CrashingDatabase = {
  readonly open: OpenDatabase;
  plan: CrashPlan;
  /** Writes seen so far, so that a first run tells how many points there are. */
  writes: number;
  readonly crashed: () => boolean;
  /** The next process. */
  readonly revive: () => void;
};

/** A driver over the real one that ends the process at a chosen write. */
export function crashingDatabase(real: OpenDatabase): CrashingDatabase {
  let dead = false;
  const control: CrashingDatabase = {
    plan: null,
    writes: 0,
    crashed: () => dead,
    revive: () => {
      dead = false;
      control.plan = null;
    },
    open: file => wrap(real(file)),
  };
  const alive = () => {
    if (dead) throw new Crash('the process is gone');
  };
  const due = (kind: 'before-write' | 'after-commit') => {
    if (control.plan?.kind !== kind) return false;
    control.plan.left -= 1;
    return control.plan.left <= 0;
  };
  const write = <T>(sql: string, work: () => T): T => {
    alive();
    control.writes += 1;
    if (due('before-write')) {
      dead = true;
      throw new Crash(sql);
    }
    const result = work();
    if (/^\s*commit/i.test(sql) && due('after-commit')) {
      dead = true;
      throw new Crash('after the commit');
    }
    return result;
  };
  const wrap = (database: SqlDatabase): SqlDatabase => ({
    prepare: sql => wrapStatement(sql, database.prepare(sql)),
    exec: sql => write(sql, () => database.exec(sql)),
    pragma: text => {
      alive();
      return database.pragma(text);
    },
    // Also a dead process's handle is given back, by the operating system.
    close: () => database.close(),
    get inTransaction() {
      return database.inTransaction;
    },
  });
  const wrapStatement = (sql: string, statement: SqlStatement): SqlStatement => {
    const writing = !/^\s*(?:select|explain)/i.test(sql);
    const read = <T>(work: () => T) => {
      alive();
      return work();
    };
    const step = <T>(work: () => T) => (writing ? write(sql, work) : read(work));
    return {
      run: (...values) => step(() => statement.run(...values)),
      get: (...values) => step(() => statement.get(...values)),
      all: (...values) => step(() => statement.all(...values)),
    };
  };
  return control;
}
