import { and, eq } from 'drizzle-orm';
import { planGiveBack } from '#shared/inventory/plan-release.ts';
import { placesPerPool } from '#shared/inventory/pool.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { OrderRecord } from './load-order.ts';

/** Tickets an order has already, as one that is paid at the door: void from now on, their places free again. */
export async function voidTickets(tx: Tx, ctx: Ctx, { eventId, orderId }: OrderRecord): Promise<void> {
  const voided = await tx
    .update(tickets)
    .set({ state: 'cancelled', stateSince: ctx.now })
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.orderId, orderId),
        eq(tickets.state, 'valid'),
      ),
    )
    .returning({ tierId: tickets.tierId });
  if (voided.length === 0) return;
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  const places = placesPerPool(
    voided.map(({ tierId }) => ({
      poolIds: tiers.find(tier => tier.tierId === tierId)?.poolIds ?? [],
      quantity: 1,
    })),
  );
  const poolIds = places.map(({ poolId }) => poolId);
  const pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
  await recordPoolChanges(tx, ctx.orgId, eventId, planGiveBack(pools, places));
}
