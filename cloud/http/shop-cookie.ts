import type { CookieOptions } from 'hono/utils/cookie';
import type { StorePlace } from '../storefront/store-place.ts';

/** How a shop's cookies are kept: at the shop alone, out of scripts' sight, and where its own address is https, by https alone. */
export function shopCookie({ origin, base }: StorePlace, maxAge: number): CookieOptions {
  return {
    path: base === '' ? '/' : base,
    maxAge,
    sameSite: 'Lax',
    httpOnly: true,
    secure: origin.startsWith('https:'),
  };
}
