import type { Organization } from '#shared/api/organizations.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Language } from '#shared/wording/language.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { sayIn } from '#shared/wording/shop/say-in.ts';
import type { Ctx } from '../services/ctx.ts';
import { type FoundStore, findStore } from '../services/shop/find-store.ts';
import { loadStoreFront } from '../services/shop/load-store-front.ts';
import { type Brand, brandOf } from '../storefront/brand.ts';
import { problemPage } from '../storefront/problem-page.tsx';
import type { Shop } from '../storefront/shop.ts';
import type { App, AppContext, AppDeps } from './app.ts';
import { createFreshCache } from './fresh-cache.ts';
import { callCtx } from './person.ts';
import { refusalOf } from './refusal-of.ts';
import { refusalStatus } from './refusal-status.ts';
import { sendPage } from './send-page.ts';
import { loadShopAssets, registerShopAssets } from './shop-assets.ts';
import { shopLanguage } from './shop-language.ts';

/** A request to one organization's shop. What it may do is what a buyer may do. */
export type ShopRequest = {
  readonly ctx: Ctx;
  readonly organization: Organization;
  /** The frame of a page: in the buyer's language, on the clocks of a zone. */
  readonly shopFor: (place?: { readonly fallback?: Language | undefined; readonly zone?: string }) => Shop;
};

export type ShopKit = {
  /**
   * Serves a path of the shop twice: below the short name in the path, and at the root of a domain of the organization's own.
   * Refusals become pages in the organization's colours.
   */
  readonly route: (
    app: App,
    method: 'get' | 'post',
    path: string,
    handler: (c: AppContext, request: ShopRequest) => Promise<Response> | Response,
  ) => void;
  /** Whatever else somebody types below a shop is answered by its page for what is not there. Registered last. */
  readonly otherwise: (app: App) => void;
};

type Front = { readonly organization: Organization; readonly brand: Brand };

/** What the pages of shops share; made once for an application. */
export function createShopKit(app: App, deps: AppDeps): ShopKit {
  const { assets, files } = loadShopAssets();
  registerShopAssets(app, files);
  const simulated = deps.payments?.browser.simulated ?? false;
  const stores = createFreshCache<FoundStore | null>({
    freshMs: deps.shopFreshMs * 5,
    entriesMax: limits.shopCacheMax,
  });
  const fronts = createFreshCache<Front>({ freshMs: deps.shopFreshMs, entriesMax: limits.shopCacheMax });
  const frame = (c: AppContext, found: FoundStore, { organization, brand }: Front): ShopRequest['shopFor'] => {
    return ({ fallback = organization.defaultLanguage, zone = organization.zone } = {}) => {
      const language = shopLanguage(c, fallback);
      const place = { base: found.base, origin: found.origin };
      return {
        place,
        brand,
        language,
        say: sayIn(language),
        format: formatIn(language, zone),
        zone,
        assets,
        simulated,
      };
    };
  };
  const nowhere = (c: AppContext): Shop => {
    const language = shopLanguage(c, 'en');
    const place = { base: '', origin: new URL(deps.publicUrl).origin };
    return {
      place,
      brand: noBrand,
      language,
      say: sayIn(language),
      format: formatIn(language, 'UTC'),
      zone: 'UTC',
      assets,
      simulated,
    };
  };

  async function enter(c: AppContext): Promise<ShopRequest> {
    const nowMs = instantMs(c.get('now'));
    const host = c.req.header('host') ?? new URL(deps.publicUrl).host;
    const slug = c.req.param('slug') ?? null;
    const asked = { host, slug, publicUrl: deps.publicUrl };
    const found = await stores.get(`${host} ${slug ?? ''}`, nowMs, () => findStore(deps.db, asked));
    if (found === null) throw refusal('not-found');
    const ctx: Ctx = { ...callCtx(deps, c), orgId: found.orgId, actor: { kind: 'buyer' } };
    const front = await fronts.get(found.orgId, nowMs, async () => {
      const organization = await loadStoreFront(ctx);
      return { organization, brand: brandOf(organization) };
    });
    return { ctx, organization: front.organization, shopFor: frame(c, found, front) };
  }

  async function serve(c: AppContext, handler: Parameters<ShopKit['route']>[3]): Promise<Response> {
    let request: ShopRequest | null = null;
    try {
      request = await enter(c);
      return await handler(c, request);
    } catch (error) {
      const refused = refusalOf(error);
      if (refused === null) throw error;
      const shop = request?.shopFor() ?? nowhere(c);
      return sendPage(c, problemPage(shop, { refused, now: c.get('now') }), refusalStatus[refused.code]);
    }
  }

  return {
    route: (routed, method, path, handler) => {
      routed[method](path === '/' ? '/o/:slug' : `/o/:slug${path}`, c => serve(c, handler));
      routed[method](path, c => serve(c, handler));
    },
    otherwise: routed => {
      routed.get('/o/:slug/*', c => serve(c, () => Promise.reject(refusal('not-found'))));
    },
  };
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
