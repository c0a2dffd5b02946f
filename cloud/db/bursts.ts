import { createHash } from 'node:crypto';
import type { OrgId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { Db } from './with-tenant.ts';

/** Something that may happen so often in a while and is then shut out for a while. Kept under a hash: nobody can read whom we count. */
export type Burst = {
  readonly topic: string;
  readonly orgId: OrgId;
  /** Who is counted: an address, an account. */
  readonly who: string;
  readonly freeTimes: number;
  readonly windowMs: number;
  readonly blockMs: number;
};

export async function burstBlockedUntil(db: Db, burst: Burst, at: Instant): Promise<Instant | null> {
  const { rows } = await db.query<{ until: Date | null }>('select app.burst_blocked_until($1, $2) as until', [
    keyOf(burst),
    at,
  ]);
  const until = rows[0]?.until ?? null;
  return until === null ? null : instantFromMs(until.getTime());
}

/** Counts one more, in a transaction of its own: what it is counted for is being rolled back. `alarm` once for each burst. */
export async function countBurst(
  db: Db,
  burst: Burst,
  at: Instant,
): Promise<{ readonly count: number; readonly alarm: boolean }> {
  const { rows } = await db.query<{ count: number; alarm: boolean }>(
    'select count, alarm from app.count_burst($1, $2, $3, $4, $5, $6, $7)',
    [keyOf(burst), burst.topic, burst.orgId, burst.freeTimes, burst.windowMs, burst.blockMs, at],
  );
  return rows[0] ?? { count: 0, alarm: false };
}

function keyOf({ topic, orgId, who }: Burst): Buffer {
  return createHash('sha256').update(`${topic} ${orgId} ${who}`).digest();
}
