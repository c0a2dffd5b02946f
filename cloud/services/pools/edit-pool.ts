import { and, eq } from 'drizzle-orm';
import { editPoolSchema, type PoolView } from '#shared/api/pools.ts';
import { planCapacity } from '#shared/inventory/plan-capacity.ts';
import type { EventId, PoolId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { pools } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';
import { loadPool } from './load-pool.ts';

/** IN-7: a pool shrinks no further than what is sold, held and lent of it. */
export async function editPool(ctx: Ctx, eventId: EventId, poolId: PoolId, raw: unknown): Promise<PoolView> {
  requirePermission(ctx, 'events:edit');
  const changes = definedOnly(editPoolSchema.parse(raw));
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadPool(tx, ctx.orgId, eventId, poolId);
    const planned = orRefuse(planCapacity(before, changes.capacity ?? before.capacity));
    const after = { ...before, ...changes, capacity: planned.capacity };
    await tx
      .update(pools)
      .set({ name: after.name, capacity: after.capacity })
      .where(and(eq(pools.orgId, ctx.orgId), eq(pools.eventId, eventId), eq(pools.poolId, poolId)));
    if (after.capacity > before.capacity) await offerSoon(tx, ctx, eventId);
    await audit(tx, ctx, { verb: 'pool.edit', target: poolId, before, after });
    return after;
  });
}
