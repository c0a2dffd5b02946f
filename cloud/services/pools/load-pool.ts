import { and, eq } from 'drizzle-orm';
import type { PoolView } from '#shared/api/pools.ts';
import type { EventId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { pools } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { poolColumns } from './load-pools.ts';

/** The pool, locked. */
export async function loadPool(tx: Tx, orgId: OrgId, eventId: EventId, poolId: PoolId): Promise<PoolView> {
  const [row] = await tx
    .select(poolColumns)
    .from(pools)
    .where(and(eq(pools.orgId, orgId), eq(pools.eventId, eventId), eq(pools.poolId, poolId)))
    .for('update');
  if (row === undefined) throw refusal('not-found');
  return row;
}
