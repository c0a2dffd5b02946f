import { getCookie, setCookie } from 'hono/cookie';
import { limits } from '#shared/kernel/limits.ts';
import type { AppContext } from './app.ts';

const cookie = 'foyer.checkout';

/** SH-10: the address of the order somebody keeps places by, so that the shop finds it again. Signed already; no script reads it. */
export function rememberCheckout(c: AppContext, link: string, base: string): void {
  const secure = c.req.header('x-forwarded-proto') === 'https' || c.req.url.startsWith('https:');
  const maxAge = Math.ceil(limits.holdDurationMs / 1000);
  setCookie(c, cookie, link, { path: base === '' ? '/' : base, maxAge, sameSite: 'Lax', httpOnly: true, secure });
}

export function rememberedCheckout(c: AppContext): string | null {
  const link = getCookie(c, cookie);
  return link === undefined || link.length > 200 ? null : link;
}
