import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { EventView } from '#shared/api/events.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { events, pools, tierPools, tiers } from '../../db/tables/events.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { eventView } from '../events/load-event.ts';
import { leftFor } from './shop-event.ts';

export type ListedEvent = {
  readonly event: EventView;
  /** Of the tiers everybody sees: the lowest price, and whether any place is left; null where there are none. */
  readonly offer: { readonly fromMinor: number; readonly currency: string; readonly soldOut: boolean } | null;
};

/** SH-3: what is on sale (`eventOnSale`, said in SQL), the next first. */
export async function listShopEvents(ctx: Ctx): Promise<readonly ListedEvent[]> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select()
        .from(events)
        .where(and(eq(events.orgId, ctx.orgId), eq(events.state, 'published'), gt(events.endsAt, ctx.now)))
        .orderBy(asc(events.startsAt), asc(events.eventId))
        .limit(limits.shopEventsMax);
      const offers = await loadOffers(
        tx,
        ctx,
        rows.map(row => row.eventId),
      );
      return rows.map(row => ({ event: eventView(row), offer: offers.get(row.eventId) ?? null }));
    },
    { readOnly: true },
  );
}

async function loadOffers(
  tx: Tx,
  { orgId }: Ctx,
  eventIds: readonly EventId[],
): Promise<ReadonlyMap<EventId, ListedEvent['offer']>> {
  if (eventIds.length === 0) return new Map();
  const wanted = [...eventIds];
  const sold = await tx
    .select({ eventId: tiers.eventId, tierId: tiers.tierId, priceMinor: tiers.priceMinor, currency: tiers.currency })
    .from(tiers)
    .where(
      and(
        eq(tiers.orgId, orgId),
        inArray(tiers.eventId, wanted),
        eq(tiers.visibility, 'public'),
        eq(tiers.archived, false),
      ),
    );
  const links = await tx
    .select({ tierId: tierPools.tierId, poolId: tierPools.poolId })
    .from(tierPools)
    .where(and(eq(tierPools.orgId, orgId), inArray(tierPools.eventId, wanted)));
  const places = await tx
    .select()
    .from(pools)
    .where(and(eq(pools.orgId, orgId), inArray(pools.eventId, wanted)));
  const offers = new Map<EventId, ListedEvent['offer']>();
  for (const eventId of eventIds) {
    const own = sold.filter(tier => tier.eventId === eventId);
    // What is given away beside what is sold does not make an evening free.
    const priced = own.filter(tier => tier.priceMinor > 0);
    const [cheapest] = (priced.length > 0 ? priced : [...own]).sort((a, b) => a.priceMinor - b.priceMinor);
    if (cheapest === undefined) continue;
    const left = own.map(({ tierId }) =>
      leftFor({ poolIds: links.filter(link => link.tierId === tierId).map(link => link.poolId) }, places),
    );
    offers.set(eventId, {
      fromMinor: cheapest.priceMinor,
      currency: cheapest.currency,
      soldOut: left.every(count => count === 0),
    });
  }
  return offers;
}
