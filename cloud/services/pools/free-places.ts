import { planGiveBack } from '#shared/inventory/plan-release.ts';
import { placesPerPool } from '#shared/inventory/pool.ts';
import type { EventId, TierId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';
import { lockPools } from './lock-pools.ts';
import { recordPoolChanges } from './record-pool-changes.ts';

/** Places of tickets that became void go back on sale: a tier for each ticket. What waits for freed places hears of it here. */
export async function freePlaces(tx: Tx, ctx: Ctx, eventId: EventId, tierIds: readonly TierId[]): Promise<void> {
  if (tierIds.length === 0) return;
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  const places = placesPerPool(
    tierIds.map(tierId => ({ poolIds: tiers.find(tier => tier.tierId === tierId)?.poolIds ?? [], quantity: 1 })),
  );
  const poolIds = places.map(({ poolId }) => poolId);
  const pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
  await recordPoolChanges(tx, ctx.orgId, eventId, planGiveBack(pools, places));
  await offerSoon(tx, ctx, eventId);
}
