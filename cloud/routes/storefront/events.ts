import { hash } from 'node:crypto';
import type { EventView } from '#shared/api/events.ts';
import { type EventId, isId } from '#shared/kernel/ids.ts';
import { type Instant, instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { createReadyPages } from '../../http/create-ready-pages.ts';
import { createFreshCache } from '../../http/fresh-cache.ts';
import { searchOf } from '../../http/search-of.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { type ListedPage, listShopEvents } from '../../services/shop/list-shop-events.ts';
import { seenTiers } from '../../services/shop/seen-tiers.ts';
import { loadShopEvent, type ShopEvent, type ShopTier } from '../../services/shop/shop-event.ts';
import { readCart } from '../../storefront/cart.ts';
import { eventCalendar } from '../../storefront/event-calendar.ts';
import { eventListPage } from '../../storefront/event-list-page.tsx';
import { eventPage } from '../../storefront/event-page.tsx';
import type { Shop } from '../../storefront/shop.ts';
import { storeUrl } from '../../storefront/store-place.ts';
import { tierState } from '../../storefront/tier-state.ts';
import { eventPageFacts } from './event-page-facts.ts';
import { isSlowed, showSlowed, wrongCode } from './show-slowed.ts';

type Known = { readonly facts: ShopEvent; readonly mark: string };

/** What is on, and the page of each evening. What many look at is loaded once a moment and rendered once per language. */
export function registerShopEvents(app: App, deps: AppDeps, kit: ShopKit): void {
  const fresh = { freshMs: deps.shopFreshMs, entriesMax: limits.shopCacheMax };
  const lists = createFreshCache<ListedPage>(fresh);
  const events = createFreshCache<Known>(fresh);
  const pages = createReadyPages(limits.shopPagesMax);

  const known = (c: AppContext, { ctx }: ShopRequest): Promise<Known> => {
    const eventId = eventIdOf(c);
    return events.get(`${ctx.orgId} ${eventId}`, instantMs(ctx.now), async () => {
      const facts = asShown(await loadShopEvent(ctx, eventId));
      return { facts, mark: hash('sha256', JSON.stringify(facts)) };
    });
  };

  kit.route(app, 'get', '/', async (c, request) => {
    const { ctx } = request;
    const page = pageOf(c);
    const list = await lists.get(`${ctx.orgId} ${page}`, instantMs(ctx.now), () => listShopEvents(ctx, page));
    if (page > 1 && list.events.length === 0) throw refusal('not-found');
    return sendPage(c, eventListPage(request.shopFor(), list));
  });

  kit.route(app, 'get', '/events/:eventId', async (c, request) => {
    const { facts, mark } = await known(c, request);
    const shop = shopOfEvent(request, facts.event);
    const query = searchOf(c);
    query.delete('lang');
    if (query.size > 0) return showAsked(c, request, facts, query);
    // All that two visitors' pages, or those of two moments, can differ by.
    const { place, language, languageAsked } = shop;
    const { version } = request.organization;
    const looks = [language, languageAsked, place.origin, place.base, version];
    const key = [mark, stageOf(facts, request.ctx.now), ...looks].join(' ');
    return pages(c, key, () => eventPage(shop, eventPageFacts(request, facts, readCart(query), null)));
  });

  kit.route(app, 'get', '/events/:eventId/availability', async (c, request) => {
    const { facts } = await known(c, request);
    const shop = shopOfEvent(request, facts.event);
    // A code is tried on the page alone, where trying is counted. What it opened there is known by ids that nobody guesses.
    const seen = new Set(searchOf(c).get('tiers')?.split(',', limits.tiersPerEventMax));
    const shown = facts.tiers.filter(({ visibility, tierId }) => visibility === 'public' || seen.has(tierId));
    return c.json({ tiers: shown.map(tier => leftNow(shop, tier, request.ctx.now)) });
  });

  kit.route(app, 'get', '/events/:eventId/calendar.ics', async (c, request) => {
    const { event } = (await known(c, request)).facts;
    const { place, brand } = request.shopFor();
    const url = storeUrl(place, `/events/${event.eventId}`);
    return c.body(eventCalendar(event, { url, now: request.ctx.now, organizer: brand.name }), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="event.ics"',
    });
  });
}

/** What a page of the event changes about a tier while it stands. */
function leftNow(shop: Shop, tier: ShopTier, now: Instant) {
  const state = tierState(shop, tier, now);
  const max = state.kind === 'offered' ? state.max : 0;
  return { tierId: tier.tierId, max, words: state.words, offered: state.kind === 'offered' };
}

/** SH-5: more places than anybody may take or is told of are as good as all of them, so that a page stays while they go. */
function asShown(facts: ShopEvent): ShopEvent {
  const enough = Math.max(limits.ticketsPerOrderMax, limits.shopFewLeft + 1);
  const tiers = facts.tiers.map(tier => ({ ...tier, left: Math.min(tier.left, Math.max(enough, tier.orderMin)) }));
  return { ...facts, tiers };
}

/** What the clock alone changes on a page: which instants of the event have come. */
function stageOf({ event, tiers }: ShopEvent, now: Instant): string {
  const instants = [event.endsAt, ...tiers.flatMap(({ saleOpensAt, saleClosesAt }) => [saleOpensAt, saleClosesAt])];
  return instants.map(instant => (instant !== null && now >= instant ? 1 : 0)).join('');
}

/** The first unless a later one is asked for. */
function pageOf(c: AppContext): number {
  const page = searchOf(c).get('page') ?? '1';
  return /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1;
}

export function eventIdOf(c: AppContext): EventId {
  const eventId = c.req.param('eventId');
  if (!isId('EventId', eventId)) throw refusal('not-found');
  return eventId;
}

/** An event speaks its own language and lives on its own clock where the buyer did not choose. */
export function shopOfEvent(request: ShopRequest, event: EventView): Shop {
  const [spoken] = event.languages;
  return request.shopFor({ fallback: spoken, zone: event.zone });
}

/** The page of an evening with what somebody chose on it, and the code they typed. */
async function showAsked(
  c: AppContext,
  request: ShopRequest,
  facts: ShopEvent,
  query: URLSearchParams,
): Promise<Response> {
  const shop = shopOfEvent(request, facts.event);
  const cart = readCart(query);
  try {
    const { known } = await seenTiers(request.ctx, facts, cart.code);
    const chooseFirst = { about: 'tickets', sentence: shop.say('tiers.chooseFirst') } as const;
    const problem = !known
      ? wrongCode(shop, request.ctx, refusal('promo-not-valid', { code: cart.code }))
      : query.has('choose')
        ? chooseFirst
        : null;
    return sendPage(c, eventPage(shop, eventPageFacts(request, facts, cart, problem)));
  } catch (error) {
    if (!isRefusal(error) || !isSlowed(error)) throw error;
    return showSlowed(c, request, { shop, facts, cart, refused: error });
  }
}
