import { and, count, eq } from 'drizzle-orm';
import type { EventId, PoolId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { pools, tierPools } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadPool } from './load-pool.ts';

/** Only a pool that no tier draws on. */
export async function removePool(ctx: Ctx, eventId: EventId, poolId: PoolId): Promise<{ removed: PoolId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadPool(tx, ctx.orgId, eventId, poolId);
    const [drawing] = await tx
      .select({ tiers: count() })
      .from(tierPools)
      .where(and(eq(tierPools.orgId, ctx.orgId), eq(tierPools.eventId, eventId), eq(tierPools.poolId, poolId)));
    if ((drawing?.tiers ?? 0) > 0)
      throw refusal('event-locked', { field: 'poolId', sentence: 'Tiers still draw on this pool.' });
    await tx.delete(pools).where(and(eq(pools.orgId, ctx.orgId), eq(pools.eventId, eventId), eq(pools.poolId, poolId)));
    await audit(tx, ctx, { verb: 'pool.remove', target: poolId, before, after: null });
    return { removed: poolId };
  });
}
