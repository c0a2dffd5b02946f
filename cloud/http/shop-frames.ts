import type { Organization } from '#shared/api/organizations.ts';
import type { Language } from '#shared/catalog/languages.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { sayIn } from '#shared/wording/shop/say-in.ts';
import type { Ctx } from '../services/ctx.ts';
import { type FoundStore, findStore } from '../services/shop/find-store.ts';
import { loadStoreFront } from '../services/shop/load-store-front.ts';
import { brandOf, type ShopBrand } from '../storefront/brand.ts';
import type { Shop, ShopAssets } from '../storefront/shop.ts';
import type { AppContext, AppDeps } from './app.ts';
import { createFreshCache } from './fresh-cache.ts';
import { callCtx } from './person.ts';
import { askedLanguage, shopLanguage } from './shop-language.ts';
import { roomsOf } from './whose-rooms.ts';

/** A request to one organization's shop. What it may do is what a buyer may do. */
export type ShopRequest = {
  readonly ctx: Ctx;
  readonly organization: Organization;
  /** The frame of a page: in the buyer's language, on the clocks of a zone. */
  readonly shopFor: (place?: { readonly fallback?: Language | undefined; readonly zone?: string }) => Shop;
};

export type ShopFrames = {
  /** Whose shop a request is to; refused where there is none. */
  readonly enter: (c: AppContext) => Promise<ShopRequest>;
  /** A frame of nobody's colours, for what is said before anything is looked up. */
  readonly nowhere: (c: AppContext) => Shop;
};

type Front = { readonly organization: Organization; readonly brand: ShopBrand };

/** Finds the organization a request is for and how its pages look; what many ask for is kept for a moment. */
export function createShopFrames(deps: AppDeps, assets: ShopAssets): ShopFrames {
  const simulated = deps.payments?.browser.simulated ?? false;
  const ours = new URL(deps.publicUrl);
  const rooms = roomsOf(deps.db);
  const stores = createFreshCache<FoundStore | null>({
    freshMs: deps.shopFreshMs * 5,
    entriesMax: limits.shopCacheMax,
  });
  const fronts = createFreshCache<Front>({ freshMs: deps.shopFreshMs, entriesMax: limits.shopCacheMax });

  const frame = (
    c: AppContext,
    { place, brand, fallback, zone }: Pick<Shop, 'place' | 'brand' | 'zone'> & { readonly fallback: Language },
  ): Shop => {
    const language = shopLanguage(c, place, fallback);
    return {
      place,
      brand,
      language,
      languageAsked: askedLanguage(c) !== null,
      say: sayIn(language),
      format: formatIn(language, zone),
      zone,
      assets,
      simulated,
    };
  };

  async function enter(c: AppContext): Promise<ShopRequest> {
    const nowMs = instantMs(c.get('now'));
    const host = c.req.header('host') ?? ours.host;
    const slug = slugOf(c);
    const asked = { host, slug, publicUrl: deps.publicUrl };
    const found = await stores.get(`${host} ${slug ?? ''}`, nowMs, () => findStore(deps.db, asked));
    if (found === null) throw refusal('not-found');
    rooms.found(c.req.path, host, found.orgId);
    const ctx: Ctx = { ...callCtx(deps, c), orgId: found.orgId, actor: { kind: 'buyer' } };
    const { organization, brand } = await fronts.get(found.orgId, nowMs, async () => {
      const loaded = await loadStoreFront(ctx);
      return { organization: loaded, brand: brandOf(loaded) };
    });
    const place = { base: found.base, origin: found.origin };
    return {
      ctx,
      organization,
      shopFor: ({ fallback = organization.defaultLanguage, zone = organization.zone } = {}) =>
        frame(c, { place, brand, fallback, zone }),
    };
  }

  return {
    enter,
    nowhere: c => frame(c, { place: { base: '', origin: ours.origin }, brand: noBrand, fallback: 'en', zone: 'UTC' }),
  };
}

/** The short name in the path, wherever in it the request got to. */
function slugOf(c: AppContext): string | null {
  return /^\/o\/([^/]+)/.exec(c.req.path)?.[1] ?? null;
}

const noBrand = brandOf({
  name: 'Foyer',
  logoUrl: null,
  accent: null,
  typeface: 'sans',
  imprint: '',
  terms: '',
  privacy: '',
});
