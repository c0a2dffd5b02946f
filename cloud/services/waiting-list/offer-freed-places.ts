import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { eventOnSale, saleEndsAt } from '#shared/catalog/on-sale.ts';
import { offerLapsesAt, planOffers } from '#shared/inventory/plan-offers.ts';
import { planRelease } from '#shared/inventory/plan-release.ts';
import { applyPoolChanges, type PoolPlaces } from '#shared/inventory/pool.ts';
import type { EventId, WaitingId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { audit } from '../../db/audit.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadPools } from '../pools/load-pools.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { canBeWaitedFor } from './join-waiting-list.ts';
import { isEntry, type WaitingRecord } from './load-waiting.ts';
import { tellOffer } from './tell-offer.ts';

export type Offered = { readonly offered: number; readonly expired: number };

/** WL-2, WL-4, WL-5: ends the offers of an event that nobody took in time and offers what is free along its line, oldest first. */
export async function offerFreedPlaces(ctx: Ctx, secret: Uint8Array, eventId: EventId): Promise<Offered> {
  requirePermission(ctx, 'orders:cancel');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await lockLine(tx, ctx, eventId);
    // Entries first, then pools: the same order as where an offer is taken.
    const due = await loadDue(tx, ctx, eventId);
    const line = await loadLine(tx, ctx, eventId);
    const all = await loadPools(tx, ctx.orgId, eventId);
    const locked = await lockPools(
      tx,
      ctx.orgId,
      eventId,
      all.map(({ poolId }) => poolId),
    );
    const back = planRelease(locked, sumOf(due.flatMap(({ places }) => places ?? [])));
    await recordPoolChanges(tx, ctx.orgId, eventId, back);
    await expire(tx, ctx, eventId, due);
    const plan = planOffers(applyPoolChanges(locked, back), line);
    await recordPoolChanges(tx, ctx.orgId, eventId, plan.changes);
    for (const { key, places } of plan.offers) await offer(tx, ctx, secret, key, places);
    const outcome = { offered: plan.offers.length, expired: due.length };
    if (outcome.offered + outcome.expired > 0)
      await audit(tx, ctx, { verb: 'waiting-list.offer', target: eventId, before: null, after: outcome });
    return outcome;
  });
}

/** The events of an organization where somebody waits or an offer is over. */
export async function listLines(ctx: Ctx): Promise<readonly EventId[]> {
  requirePermission(ctx, 'orders:cancel');
  const { rows } = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx.execute<{ event_id: EventId }>(sql`
        select event_id from app.waiting_list where org_id = ${ctx.orgId} and state = 'waiting'
        union
        select event_id from app.waiting_list
        where org_id = ${ctx.orgId} and state = 'offered' and offer_lapses_at <= ${ctx.now}::timestamptz
        order by event_id`),
    { readOnly: true },
  );
  return rows.map(row => row.event_id);
}

/** One at a time for an event, whether the clock or freed places called. */
async function lockLine(tx: Tx, ctx: Ctx, eventId: EventId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`line ${ctx.orgId} ${eventId}`}, 0))`);
}

function loadDue(tx: Tx, ctx: Ctx, eventId: EventId): Promise<WaitingRecord[]> {
  return tx
    .select()
    .from(waitingList)
    .where(
      and(
        eq(waitingList.orgId, ctx.orgId),
        eq(waitingList.eventId, eventId),
        eq(waitingList.state, 'offered'),
        lte(waitingList.offerLapsesAt, ctx.now),
      ),
    )
    .orderBy(asc(waitingList.entryId))
    .for('no key update');
}

type Turn = { readonly entry: WaitingRecord; readonly lapsesAt: Instant };

/** Those for whose tier the sale is open, each with the pools of the tier and until when an offer made now would stand. */
async function loadLine(tx: Tx, ctx: Ctx, eventId: EventId) {
  const event = await loadEvent(tx, ctx.orgId, eventId);
  if (!eventOnSale(event, ctx.now)) return [];
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  const open = new Map(
    tiers.filter(tier => !tier.archived && canBeWaitedFor(tier, ctx)).map(tier => [tier.tierId, tier]),
  );
  if (open.size === 0) return [];
  const entries = await tx
    .select()
    .from(waitingList)
    .where(
      and(
        eq(waitingList.orgId, ctx.orgId),
        eq(waitingList.eventId, eventId),
        eq(waitingList.state, 'waiting'),
        inArray(waitingList.tierId, [...open.keys()]),
      ),
    )
    .orderBy(asc(waitingList.createdAt), asc(waitingList.entryId))
    .limit(limits.waitingListTurnsAtOnce)
    .for('no key update');
  return entries.flatMap(entry => {
    const tier = open.get(entry.tierId);
    if (tier === undefined) return [];
    const key: Turn = { entry, lapsesAt: offerLapsesAt(ctx.now, saleEndsAt(tier, event)) };
    return [{ key, poolIds: tier.poolIds, quantity: entry.quantity }];
  });
}

async function expire(tx: Tx, ctx: Ctx, eventId: EventId, due: readonly WaitingRecord[]): Promise<void> {
  if (due.length === 0) return;
  const entryIds: WaitingId[] = due.map(({ entryId }) => entryId);
  await tx
    .update(waitingList)
    .set({ state: 'expired', places: null })
    .where(
      and(eq(waitingList.orgId, ctx.orgId), eq(waitingList.eventId, eventId), inArray(waitingList.entryId, entryIds)),
    );
}

async function offer(
  tx: Tx,
  ctx: Ctx,
  secret: Uint8Array,
  { entry, lapsesAt }: Turn,
  places: readonly PoolPlaces[],
): Promise<void> {
  const offered = { state: 'offered', places, offeredAt: ctx.now, offerLapsesAt: lapsesAt } as const;
  await tx.update(waitingList).set(offered).where(isEntry(entry));
  await tellOffer(tx, ctx, secret, { ...entry, ...offered });
}

function sumOf(places: readonly PoolPlaces[]): readonly PoolPlaces[] {
  const sums = new Map<PoolPlaces['poolId'], number>();
  for (const { poolId, places: some } of places) sums.set(poolId, (sums.get(poolId) ?? 0) + some);
  return [...sums].map(([poolId, some]) => ({ poolId, places: some }));
}
