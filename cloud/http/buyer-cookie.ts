import { getCookie, setCookie } from 'hono/cookie';
import { type Instant, msBetween } from '#shared/kernel/instant.ts';
import type { StorePlace } from '../storefront/store-place.ts';
import type { AppContext } from './app.ts';
import { shopCookie } from './shop-cookie.ts';

const cookie = 'foyer.checkout';

// Browsers keep none for longer, and an order may wait for its approval until an event of the year after next.
const secondsMax = 400 * 24 * 60 * 60;

/**
 * SH-10: the address of the order somebody keeps places by, so that the shop finds it again: for as long as the places are kept.
 * Signed already; no script reads it.
 */
export function rememberCheckout(
  c: AppContext,
  link: string,
  kept: { readonly place: StorePlace; readonly until: Instant },
) {
  const maxAge = Math.min(secondsMax, Math.max(0, Math.ceil(msBetween(kept.until, c.get('now')) / 1000)));
  setCookie(c, cookie, link, shopCookie(kept.place, maxAge));
}

export function rememberedCheckout(c: AppContext): string | null {
  const link = getCookie(c, cookie);
  return link === undefined || link.length > 200 ? null : link;
}
