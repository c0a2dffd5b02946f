import type { Pool, PoolClient } from 'pg';
import type { AttemptKey, SignInAttempts } from '../services/ports.ts';
import { lendConnection } from './lend-connection.ts';

const forgottenAfterMs = 24 * 3_600_000;

/** Counts failed sign-ins where every process sees them. The pool is connected as foyer_auth. */
export function createSignInAttempts(pool: Pool): SignInAttempts {
  return {
    async reserve(keys, nowMs) {
      return lendConnection(pool, async client => {
        await client.query('begin');
        for (const key of keys) {
          const waitMs = await reserveOne(client, key, nowMs);
          if (waitMs > 0) {
            await client.query('rollback');
            return { waitMs };
          }
        }
        await client.query('commit');
        return { waitMs: 0 };
      });
    },
    async succeeded({ account, address }) {
      await pool.query('delete from auth.sign_in_attempts where key_hash = $1', [account]);
      await pool.query(
        'update auth.sign_in_attempts set failures = greatest(failures - 1, 0), blocked_until = null where key_hash = $1',
        [address],
      );
    },
  };
}

/** One statement, so that attempts made at the same time are counted one after another; 0 when this one may be made. */
async function reserveOne(client: PoolClient, key: AttemptKey, nowMs: number): Promise<number> {
  const values = [key.hash, new Date(nowMs), key.freeAttempts, key.delayMaxMs, new Date(nowMs - forgottenAfterMs)];
  const counted = await client.query(
    `insert into auth.sign_in_attempts as a (key_hash, failures, last_failed_at) values ($1, 1, $2)
     on conflict (key_hash) do update set
       failures = case when a.last_failed_at < $5 then 1 else a.failures + 1 end,
       last_failed_at = $2,
       blocked_until = case when a.last_failed_at < $5 or a.failures + 1 < $3 then null
         else $2::timestamptz + least(1000 * power(2, least(a.failures + 1 - $3, 30)), $4) * interval '1 millisecond' end
     where a.blocked_until is null or a.blocked_until <= $2
     returning 1`,
    values,
  );
  if (counted.rowCount === 1) return 0;
  const { rows } = await client.query<{ blocked_until: Date | null }>(
    'select blocked_until from auth.sign_in_attempts where key_hash = $1',
    [key.hash],
  );
  return Math.max(1, (rows[0]?.blocked_until?.getTime() ?? nowMs) - nowMs);
}
