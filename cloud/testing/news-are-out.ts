import { setImmediate as turn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { must } from '#shared/kernel/assert.ts';

/**
 * Resolves when the feed hands out everything that was committed before this call. Its horizon ends at the oldest transaction open
 * anywhere in the cluster, and other tests work in other databases of the same cluster at this moment.
 */
export async function newsAreOut(pool: Pool): Promise<void> {
  const first = await look(pool);
  let { horizon } = first;
  while (horizon < first.next) {
    await turn();
    ({ horizon } = await look(pool));
  }
}

async function look(pool: Pool): Promise<{ readonly next: bigint; readonly horizon: bigint }> {
  const { rows } = await pool.query<{ next: string; horizon: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next, app.feed_horizon()::text as horizon',
  );
  const { next, horizon } = must(rows[0], 'a snapshot');
  return { next: BigInt(next), horizon: BigInt(horizon) };
}
