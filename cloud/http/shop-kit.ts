import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { problemPage } from '../storefront/problem-page.tsx';
import type { Shop } from '../storefront/shop.ts';
import type { App, AppContext, AppDeps } from './app.ts';
import { canonicalAddress } from './canonical-address.ts';
import { faultAnswer, refusalAnswer, sayRetryAfter } from './error-answer.ts';
import { noteFault, noteRefusal } from './note-refusal.ts';
import { refusalStatus } from './refusal-status.ts';
import { sendPage } from './send-page.ts';
import { loadShopAssets, registerShopAssets } from './shop-assets.ts';
import { createShopFrames, type ShopRequest } from './shop-frames.ts';
import { wantsPage } from './wants-page.ts';

export type ShopKit = {
  /**
   * Serves a path of the shop twice: below the short name in the path, and at the root of a domain of the organization's own.
   * Refusals and faults become pages in the organization's colours; a script that asks for data gets data.
   */
  readonly route: (
    app: App,
    method: 'get' | 'post',
    path: string,
    handler: (c: AppContext, request: ShopRequest) => Promise<Response> | Response,
  ) => void;
  /** Whatever else somebody types below a shop is answered by its page for what is not there. Registered last. */
  readonly otherwise: (app: App) => void;
  /** The page for an error outside any shop's route, in the frame of whose host or path it was. */
  readonly problem: (c: AppContext, error: unknown) => Promise<Response>;
};

/** What the pages of shops share; made once for an application. */
export function createShopKit(app: App, deps: AppDeps): ShopKit {
  const { assets, files } = loadShopAssets();
  registerShopAssets(app, files);
  const frames = createShopFrames(deps, assets);

  async function serve(c: AppContext, handler: Parameters<ShopKit['route']>[3]): Promise<Response> {
    let request: ShopRequest | null = null;
    try {
      request = await frames.enter(c);
      return await handler(c, request);
    } catch (error) {
      const refused = noteRefusal(deps, c, error);
      if (refused === null) noteFault(deps, c, error);
      return tell(c, request?.shopFor() ?? frames.nowhere(c), refused);
    }
  }

  async function problem(c: AppContext, error: unknown): Promise<Response> {
    const refused = noteRefusal(deps, c, error);
    if (refused === null) noteFault(deps, c, error);
    // Whoever is told to wait causes no more work meanwhile.
    const request = refused?.code === 'too-many-requests' ? null : await frames.enter(c).catch(() => null);
    return tell(c, request?.shopFor() ?? frames.nowhere(c), refused, 'page');
  }

  return {
    route: (routed, method, path, handler) => {
      routed[method](path === '/' ? '/o/:slug' : `/o/:slug${path}`, c => serve(c, handler));
      routed[method](path, c => serve(c, handler));
    },
    otherwise: routed => {
      routed.get('/o/:slug/*', c => serve(c, () => Promise.reject(refusal('not-found'))));
    },
    problem,
  };
}

/** What went wrong, in the reader's language; null is a fault. To a script that asked for data as data, else as a page. */
function tell(c: AppContext, shop: Shop, refused: Refusal | null, as: 'page' | 'asked' = 'asked'): Response {
  const elsewhere = refused?.code === 'not-found' && c.req.method === 'GET' ? canonicalAddress(c.req.url) : null;
  if (elsewhere !== null) return c.redirect(elsewhere, 308);
  const { language, zone } = shop;
  const now = c.get('now');
  if (as === 'asked' && !wantsPage(c) && /\bjson\b/.test(c.req.header('accept') ?? ''))
    return refused === null
      ? faultAnswer(c, shop.say('problem.fault'))
      : refusalAnswer(c, refused, refusalSentence(refused.code, refused.facts, { language, zone, now }));
  if (refused !== null) sayRetryAfter(c, refused);
  const passing = refused === null || refused.code === 'busy' || refused.code === 'too-many-requests';
  const again = passing && c.req.method === 'GET';
  return sendPage(c, problemPage(shop, { refused, now, again }), refused === null ? 500 : refusalStatus[refused.code]);
}
