import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Pool } from '#shared/inventory/pool.ts';
import type { EventId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import { pools } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** The pools, locked in the order of their ids, so that two orders never wait for each other. */
export async function lockPools(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  poolIds: readonly PoolId[],
): Promise<readonly Pool[]> {
  if (poolIds.length === 0) return [];
  return tx
    .select({
      poolId: pools.poolId,
      capacity: pools.capacity,
      sold: pools.sold,
      held: pools.held,
      lent: pools.lent,
    })
    .from(pools)
    .where(and(eq(pools.orgId, orgId), eq(pools.eventId, eventId), inArray(pools.poolId, [...new Set(poolIds)])))
    .orderBy(asc(pools.poolId))
    .for('no key update');
}
