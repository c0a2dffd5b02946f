import { and, asc, eq, gt, inArray, ne } from 'drizzle-orm';
import type { PlaceOrder } from '#shared/api/orders.ts';
import { planHold } from '#shared/inventory/plan-hold.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import type { EventId, OrderId, OrgId, WaitingId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { orRefuse, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { waitingList } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { HoldRecord } from '../holds/end-hold.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { isEntry, type WaitingRecord } from './load-waiting.ts';

/** What somebody is offered: places held for them already, and until when. */
export type StandingOffer = { readonly places: readonly PoolPlaces[]; readonly lapsesAt: Instant };

/** WL-5: the offers of some people, locked; each is taken once, for its own tier and for no more than was offered. */
export type Offers = {
  readonly poolIds: readonly PoolPlaces['poolId'][];
  readonly take: (entryId: WaitingId, tickets: PlaceOrder['tickets'], now: Instant) => StandingOffer | Refusal;
};

export async function lockOffers(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  entryIds: readonly WaitingId[],
): Promise<Offers> {
  const rows =
    entryIds.length === 0
      ? []
      : await tx
          .select()
          .from(waitingList)
          .where(
            and(
              eq(waitingList.orgId, orgId),
              eq(waitingList.eventId, eventId),
              eq(waitingList.state, 'offered'),
              inArray(waitingList.entryId, [...entryIds]),
            ),
          )
          .orderBy(asc(waitingList.entryId))
          .for('no key update');
  const standing = new Map(rows.map(row => [row.entryId, row]));
  return {
    poolIds: rows.flatMap(({ places }) => (places ?? []).map(({ poolId }) => poolId)),
    take: (entryId, tickets, now) => {
      const entry = standing.get(entryId);
      if (entry === undefined || entry.places === null || entry.offerLapsesAt === null || entry.offerLapsesAt <= now)
        return refusal('hold-lapsed', { lapsedAt: entry?.offerLapsesAt ?? null });
      if (!fitsOffer(entry, tickets)) return refusal('offer-differs');
      standing.delete(entryId);
      return { places: entry.places, lapsesAt: entry.offerLapsesAt };
    },
  };
}

/** Its own tier, and no more tickets than were offered. */
export function fitsOffer(entry: Pick<WaitingRecord, 'tierId' | 'quantity'>, tickets: PlaceOrder['tickets']): boolean {
  return tickets.length <= entry.quantity && tickets.every(({ tierId }) => tierId === entry.tierId);
}

/** The places are the orders' from now on. Their entries are locked. */
export async function recordTaken(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  taken: readonly { readonly entryId: WaitingId; readonly orderId: OrderId }[],
): Promise<void> {
  for (const { entryId, orderId } of taken)
    await tx
      .update(waitingList)
      .set({ state: 'taken', orderId, places: null })
      .where(isEntry({ orgId, eventId, entryId }));
}

/** The offer an order came from, locked, when it would still stand and its person waits for nothing else of the tier. */
export async function findTakenOffer(
  tx: Tx,
  ctx: Ctx,
  { eventId, orderId }: { readonly eventId: EventId; readonly orderId: OrderId },
): Promise<WaitingRecord | null> {
  const ofOrg = eq(waitingList.orgId, ctx.orgId);
  const [entry] = await tx
    .select()
    .from(waitingList)
    .where(
      and(
        ofOrg,
        eq(waitingList.eventId, eventId),
        eq(waitingList.orderId, orderId),
        eq(waitingList.state, 'taken'),
        gt(waitingList.offerLapsesAt, ctx.now),
      ),
    )
    .for('no key update');
  if (entry === undefined) return null;
  const again = await tx
    .select({ entryId: waitingList.entryId })
    .from(waitingList)
    .where(
      and(
        ofOrg,
        eq(waitingList.eventId, eventId),
        eq(waitingList.tierId, entry.tierId),
        eq(waitingList.email, entry.email),
        inArray(waitingList.state, ['waiting', 'offered']),
        ne(waitingList.entryId, entry.entryId),
      ),
    );
  return again.length === 0 ? entry : null;
}

/** WL-5: who gives the order back while the offer would still stand has it again, with the places the order kept. */
export async function standAgain(
  tx: Tx,
  ctx: Ctx,
  entry: WaitingRecord,
  { eventId, places }: HoldRecord,
): Promise<void> {
  const poolIds = places.map(({ poolId }) => poolId);
  const pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
  await recordPoolChanges(tx, ctx.orgId, eventId, orRefuse(planHold(pools, places)));
  const quantity = Math.max(...places.map(({ places: some }) => some));
  await tx.update(waitingList).set({ state: 'offered', orderId: null, places, quantity }).where(isEntry(entry));
}
