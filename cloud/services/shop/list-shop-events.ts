import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { EventView } from '#shared/api/events.ts';
import { type SaleWindow, tierStage } from '#shared/catalog/on-sale.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { events, pools, tierPools, tiers } from '../../db/tables/events.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { eventView } from '../events/load-event.ts';
import { leftFor } from './shop-event.ts';

export type ListedEvent = {
  readonly event: EventView;
  /** Of the tiers everybody sees: the lowest price, and whether any place is left; null where there are none. */
  readonly offer: ShopOffer | null;
};

export type ShopOffer = {
  readonly fromMinor: number;
  readonly currency: string;
  readonly soldOut: boolean;
  /** When the first of them goes on sale, while none is. */
  readonly opensAt: Instant | null;
  /** All of them went off sale. */
  readonly closed: boolean;
};

export type ListedPage = { readonly events: readonly ListedEvent[]; readonly page: number; readonly more: boolean };

/** SH-3: what is on sale, the next first, a page at a time. */
export async function listShopEvents(ctx: Ctx, page: number): Promise<ListedPage> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select()
        .from(events)
        .where(onSale(ctx))
        .orderBy(asc(events.startsAt), asc(events.eventId))
        .limit(limits.shopEventsPerPage + 1)
        .offset((page - 1) * limits.shopEventsPerPage);
      const shown = rows.slice(0, limits.shopEventsPerPage);
      const offers = await loadOffers(
        tx,
        ctx,
        shown.map(row => row.eventId),
      );
      const listed = shown.map(row => ({ event: eventView(row), offer: offers.get(row.eventId) ?? null }));
      return { events: listed, page, more: rows.length > shown.length };
    },
    { readOnly: true },
  );
}

/** Every one of them for search engines, as many as a site map may name. */
export async function listShopEventIds(ctx: Ctx): Promise<readonly EventId[]> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select({ eventId: events.eventId })
        .from(events)
        .where(onSale(ctx))
        .orderBy(asc(events.startsAt), asc(events.eventId))
        .limit(limits.siteMapUrlsMax - 1);
      return rows.map(({ eventId }) => eventId);
    },
    { readOnly: true },
  );
}

/** `eventOnSale`, said in SQL. */
function onSale({ orgId, now }: Ctx) {
  return and(eq(events.orgId, orgId), eq(events.state, 'published'), gt(events.endsAt, now));
}

async function loadOffers(
  tx: Tx,
  { orgId, now }: Ctx,
  eventIds: readonly EventId[],
): Promise<ReadonlyMap<EventId, ShopOffer>> {
  if (eventIds.length === 0) return new Map();
  const wanted = [...eventIds];
  const sold = await tx
    .select({
      eventId: tiers.eventId,
      tierId: tiers.tierId,
      priceMinor: tiers.priceMinor,
      currency: tiers.currency,
      saleOpensAt: tiers.saleOpensAt,
      saleClosesAt: tiers.saleClosesAt,
    })
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
  const offers = new Map<EventId, ShopOffer>();
  for (const eventId of eventIds) {
    const all = sold.filter(tier => tier.eventId === eventId);
    // What is sold no more sets no price; only when nothing else is there does it stand for the rest.
    const ahead = all.filter(tier => tierStage(tier, now) !== 'closed');
    const own = ahead.length > 0 ? ahead : all;
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
      opensAt: firstOpening(ahead, now),
      closed: ahead.length === 0,
    });
  }
  return offers;
}

function firstOpening(ahead: readonly SaleWindow[], now: Instant): Instant | null {
  if (ahead.some(tier => tierStage(tier, now) === 'on-sale')) return null;
  const [first] = ahead.flatMap(({ saleOpensAt }) => saleOpensAt ?? []).sort();
  return first ?? null;
}
