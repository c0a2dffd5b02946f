import { setImmediate as turn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { must } from '#shared/kernel/assert.ts';

/**
 * Resolves when the feed hands out everything that was committed before this call. Its horizon ends at the oldest transaction open
 * anywhere in the cluster, and other tests work in other databases of the same cluster at this moment.
 */
export async function newsAreOut(pool: Pool): Promise<void> {
  const committed = await pool.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
  const next = BigInt(must(committed.rows[0], 'a snapshot').next);
  for (let horizon = 0n; horizon < next; await turn()) {
    const { rows } = await pool.query<{ horizon: string }>('select app.feed_horizon()::text as horizon');
    horizon = BigInt(must(rows[0], 'the horizon').horizon);
  }
}
