import { and, desc, eq } from 'drizzle-orm';
import { planCommit } from '#shared/inventory/plan-commit.ts';
import { planRelease } from '#shared/inventory/plan-release.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { holds } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';

export type HoldRecord = typeof holds.$inferSelect;

/** The order's last hold, locked; null for an order that came with its places, as from a till. */
export async function findHold(tx: Tx, ctx: Ctx, orderId: OrderId): Promise<HoldRecord | null> {
  const [row] = await tx
    .select()
    .from(holds)
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.orderId, orderId)))
    .orderBy(desc(holds.createdAt), desc(holds.holdId))
    .limit(1)
    .for('update');
  return row ?? null;
}

export async function loadHold(tx: Tx, ctx: Ctx, orderId: OrderId): Promise<HoldRecord> {
  return must(await findHold(tx, ctx, orderId), `the hold of ${orderId}`);
}

/** IN-2: the places become sold; those of a hold that had ended are taken again, or `sold-out` is thrown. */
export async function commitHold(tx: Tx, ctx: Ctx, hold: HoldRecord): Promise<void> {
  const pools = await lockPools(tx, ctx.orgId, hold.eventId, poolIdsOf(hold));
  await recordPoolChanges(tx, ctx.orgId, hold.eventId, orRefuse(planCommit(pools, hold)));
  await recordEnd(tx, ctx, hold, 'sold');
}

/** Given up before its time: the places are free again. A hold that had ended stays as it is. */
export async function releaseHold(tx: Tx, ctx: Ctx, hold: HoldRecord): Promise<void> {
  if (hold.state !== 'held') return;
  const pools = await lockPools(tx, ctx.orgId, hold.eventId, poolIdsOf(hold));
  await recordPoolChanges(tx, ctx.orgId, hold.eventId, planRelease(pools, hold.places));
  await recordEnd(tx, ctx, hold, 'released');
  await offerSoon(tx, ctx, hold.eventId);
}

function poolIdsOf(hold: HoldRecord) {
  return hold.places.map(({ poolId }) => poolId);
}

async function recordEnd(tx: Tx, ctx: Ctx, hold: HoldRecord, state: 'sold' | 'released'): Promise<void> {
  await tx
    .update(holds)
    .set({ state, endedAt: ctx.now })
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.holdId, hold.holdId)));
}
