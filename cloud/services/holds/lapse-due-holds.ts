import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { planRelease } from '#shared/inventory/plan-release.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import type { EventId, PoolId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { canOrder, type OrderAction, planOrderAction, statesForOrder } from '#shared/orders/order-actions.ts';
import { holds, orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellUndecided } from '../orders/tell-undecided.ts';
import { abandonPayments } from '../payments/abandon-payments.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { endPromoUses } from '../promos/end-promo-uses.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';

const holdsAtOnce = 500;

/**
 * IN-2: ends holds whose instant has come, and the orders that waited on them; answers how many. Rows that somebody is busy
 * with are passed by: a payment that is being settled decides for itself. The pools of an event are locked once for all.
 */
export async function lapseDueHolds(tx: Tx, ctx: Ctx, only: { readonly eventId?: EventId } = {}): Promise<number> {
  const due = await tx
    .select({
      holdId: holds.holdId,
      eventId: holds.eventId,
      orderId: holds.orderId,
      places: holds.places,
      state: orders.state,
    })
    .from(holds)
    .innerJoin(orders, and(eq(orders.orgId, holds.orgId), eq(orders.orderId, holds.orderId)))
    .where(
      and(
        eq(holds.orgId, ctx.orgId),
        eq(holds.state, 'held'),
        lte(holds.lapsesAt, ctx.now),
        only.eventId === undefined ? undefined : eq(holds.eventId, only.eventId),
        inArray(orders.state, [...statesForOrder('lapse'), ...statesForOrder('decline')]),
      ),
    )
    .orderBy(asc(holds.eventId), asc(holds.lapsesAt))
    .limit(holdsAtOnce)
    .for('no key update', { skipLocked: true });
  await endPromoUses(
    tx,
    ctx,
    due.map(({ orderId }) => orderId),
  );
  for (const eventId of new Set(due.map(hold => hold.eventId))) {
    const ofEvent = due.filter(hold => hold.eventId === eventId);
    const places = sumOf(ofEvent.flatMap(hold => hold.places));
    const pools = await lockPools(
      tx,
      ctx.orgId,
      eventId,
      places.map(({ poolId }) => poolId),
    );
    await recordPoolChanges(tx, ctx.orgId, eventId, planRelease(pools, places));
    await endHolds(tx, ctx, ofEvent);
    await offerSoon(tx, ctx, eventId);
  }
  await tellUndecided(tx, ctx, due);
  await abandonPayments(
    tx,
    ctx,
    due.map(({ orderId }) => orderId),
  );
  return due.length;
}

type DueHold = Pick<typeof holds.$inferSelect, 'holdId' | 'orderId'> & Pick<typeof orders.$inferSelect, 'state'>;

function sumOf(places: readonly PoolPlaces[]): readonly PoolPlaces[] {
  const sums = new Map<PoolId, number>();
  for (const { poolId, places: count } of places) sums.set(poolId, (sums.get(poolId) ?? 0) + count);
  return [...sums].map(([poolId, count]) => ({ poolId, places: count }));
}

async function endHolds(tx: Tx, ctx: Ctx, due: readonly DueHold[]): Promise<void> {
  const holdIds = due.map(({ holdId }) => holdId);
  await tx
    .update(holds)
    .set({ state: 'lapsed', endedAt: ctx.now })
    .where(and(eq(holds.orgId, ctx.orgId), inArray(holds.holdId, holdIds)));
  for (const state of new Set(due.map(hold => hold.state))) {
    const action: OrderAction = canOrder('decline', state) ? 'decline' : 'lapse';
    const orderIds = due.filter(hold => hold.state === state).map(({ orderId }) => orderId);
    await tx
      .update(orders)
      .set({
        state: orRefuse(planOrderAction(action, { state, free: false })),
        // A payment that comes late may still take the places again, and then has to know whose they are.
        ...(action === 'lapse' ? {} : { drafts: [] }),
        updatedAt: ctx.now,
      })
      .where(and(eq(orders.orgId, ctx.orgId), inArray(orders.orderId, orderIds)));
  }
}
