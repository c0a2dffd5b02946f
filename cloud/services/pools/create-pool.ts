import { createPoolSchema, type PoolView } from '#shared/api/pools.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { pools } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { loadPools } from './load-pools.ts';

export async function createPool(ctx: Ctx, eventId: EventId, raw: unknown): Promise<PoolView> {
  requirePermission(ctx, 'events:edit');
  const input = createPoolSchema.parse(raw);
  const poolId = input.poolId ?? mintId('PoolId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'pool.create', key: poolId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadPools(tx, ctx.orgId, eventId), limits.poolsPerEventMax);
      await tx.insert(pools).values({ ...input, orgId: ctx.orgId, eventId, poolId });
      const after = { poolId, name: input.name, capacity: input.capacity, sold: 0, held: 0, lent: 0 };
      await audit(tx, ctx, { verb: 'pool.create', target: poolId, before: null, after });
      return after;
    }),
  );
}
