import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { planRelease } from '#shared/inventory/plan-release.ts';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { type OrderAction, planOrderAction } from '#shared/orders/order-actions.ts';
import { holds, orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';

const holdsAtOnce = 500;

/**
 * IN-2: ends holds whose instant has come, and the orders that waited on them; answers how many. Rows that somebody is busy
 * with are passed by: a payment that is being settled decides for itself, and nobody waits here while pools are locked.
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
        inArray(orders.state, ['awaiting-payment', 'awaiting-approval']),
      ),
    )
    .orderBy(asc(holds.eventId), asc(holds.lapsesAt))
    .limit(holdsAtOnce)
    .for('no key update', { skipLocked: true });
  for (const hold of due) {
    const pools = await lockPools(
      tx,
      ctx.orgId,
      hold.eventId,
      hold.places.map(({ poolId }) => poolId),
    );
    await recordPoolChanges(tx, ctx.orgId, hold.eventId, planRelease(pools, hold.places));
    await tx
      .update(holds)
      .set({ state: 'lapsed', endedAt: ctx.now })
      .where(and(eq(holds.orgId, ctx.orgId), eq(holds.holdId, hold.holdId)));
    await endOrder(tx, ctx, hold.orderId, hold.state);
  }
  return due.length;
}

async function endOrder(tx: Tx, ctx: Ctx, orderId: OrderId, state: typeof orders.$inferSelect.state): Promise<void> {
  const action: OrderAction = state === 'awaiting-approval' ? 'decline' : 'lapse';
  const next = orRefuse(planOrderAction(action, { state, free: false }));
  await tx
    .update(orders)
    .set({ state: next, drafts: [], updatedAt: ctx.now })
    .where(and(eq(orders.orgId, ctx.orgId), eq(orders.orderId, orderId)));
}
