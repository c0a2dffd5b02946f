import { and, eq, sql } from 'drizzle-orm';
import type { PoolChange } from '#shared/inventory/pool.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { pools } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** Adds to the counters of pools that are locked. IN-4: the table's own check stands behind every plan. */
export async function recordPoolChanges(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  changes: readonly PoolChange[],
): Promise<void> {
  for (const change of changes)
    await tx
      .update(pools)
      .set({
        sold: sql`${pools.sold} + ${change.sold}`,
        held: sql`${pools.held} + ${change.held}`,
        lent: sql`${pools.lent} + ${change.lent}`,
      })
      .where(and(eq(pools.orgId, orgId), eq(pools.eventId, eventId), eq(pools.poolId, change.poolId)));
}
