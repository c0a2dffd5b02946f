import { isRefusal } from '#shared/kernel/refusal.ts';
import type { TestApp } from './app.ts';

/**
 * Holds a lock that each of these needs, starts one after the other, each when the one before stands and waits, and lets go. Says
 * how each ended: `done`, the code of a refusal, or the database's own for a deadlock (`40P01`).
 */
export async function meetBehind(
  cloud: TestApp,
  lock: { readonly sql: string; readonly of: string },
  works: readonly (() => Promise<unknown>)[],
): Promise<readonly string[]> {
  const gate = await cloud.root.connect();
  const ends: Promise<string>[] = [];
  try {
    await gate.query('begin');
    await gate.query(lock.sql, [lock.of]);
    for (const work of works) {
      let over = false;
      const end = work().then(() => 'done', codeOf);
      ends.push(end.finally(() => (over = true)));
      while (!over && (await countWaiting(cloud)) < ends.length) await new Promise(resolve => setImmediate(resolve));
    }
  } finally {
    await gate.query('rollback');
    gate.release();
  }
  return Promise.all(ends);
}

async function countWaiting(cloud: TestApp): Promise<number> {
  const { rows } = await cloud.root.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_stat_activity
     where datname = current_database() and usename = 'foyer_app' and wait_event_type = 'Lock'`,
  );
  return rows[0]?.waiting ?? 0;
}

function codeOf(error: unknown): string {
  if (isRefusal(error)) return error.code;
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  throw error;
}
