import { planHold } from '#shared/inventory/plan-hold.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import { type EventId, mintId, type OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { holds } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { lapseDueHolds } from './lapse-due-holds.ts';

/**
 * IN-1: takes the places of one order, all or none. Everything that waits for a hot pool waits in here, so that many waiting
 * orders can be served by one `planHolds` in one transaction without their callers knowing.
 */
export async function holdPlaces(
  tx: Tx,
  ctx: Ctx,
  wanted: {
    readonly eventId: EventId;
    readonly orderId: OrderId;
    readonly places: readonly PoolPlaces[];
    readonly lapsesAt: Instant;
  },
): Promise<void> {
  const { eventId, orderId, places, lapsesAt } = wanted;
  const poolIds = places.map(({ poolId }) => poolId);
  let pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
  let planned = planHold(pools, places);
  // IN-2: what others let lapse is free, whether the clock's job has been here or not.
  if (planned.kind === 'refused' && (await lapseDueHolds(tx, ctx, { eventId })) > 0) {
    pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
    planned = planHold(pools, places);
  }
  await recordPoolChanges(tx, ctx.orgId, eventId, orRefuse(planned));
  await tx.insert(holds).values({
    orgId: ctx.orgId,
    holdId: mintId('HoldId', ctx.randomBytes),
    eventId,
    orderId,
    places,
    lapsesAt,
    createdAt: ctx.now,
  });
}
