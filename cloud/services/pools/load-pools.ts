import { and, asc, eq } from 'drizzle-orm';
import type { PoolView } from '#shared/api/pools.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { pools } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadPools(tx: Tx, orgId: OrgId, eventId: EventId): Promise<PoolView[]> {
  return tx
    .select(poolColumns)
    .from(pools)
    .where(and(eq(pools.orgId, orgId), eq(pools.eventId, eventId)))
    .orderBy(asc(pools.name), asc(pools.poolId));
}

export const poolColumns = {
  poolId: pools.poolId,
  name: pools.name,
  capacity: pools.capacity,
  sold: pools.sold,
  held: pools.held,
  lent: pools.lent,
};
