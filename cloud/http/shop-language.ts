import { getCookie, setCookie } from 'hono/cookie';
import { type Language, languages } from '#shared/catalog/languages.ts';
import type { StorePlace } from '../storefront/store-place.ts';
import type { AppContext } from './app.ts';
import { shopCookie } from './shop-cookie.ts';

const cookie = 'foyer.language';
const yearSeconds = 31_536_000;

/** SH-2: the language somebody chose, else the first of their browser's that we speak, else that of the event or its organization. */
export function shopLanguage(c: AppContext, { origin }: StorePlace, fallback: Language): Language {
  const chosen = askedLanguage(c);
  if (chosen !== null) {
    // For every shop on this host, as a reader speaks the same language in all of them.
    setCookie(c, cookie, chosen, shopCookie({ origin, base: '' }, yearSeconds));
    return chosen;
  }
  return spoken(getCookie(c, cookie)) ?? firstSpoken(c.req.header('accept-language') ?? '') ?? fallback;
}

/** What stands in the address itself. */
export function askedLanguage(c: AppContext): Language | null {
  return spoken(c.req.query('lang'));
}

function spoken(tag: string | undefined): Language | null {
  return languages.find(language => language === tag) ?? null;
}

function firstSpoken(header: string): Language | null {
  for (const tag of header.slice(0, 200).split(',')) {
    const language = spoken(tag.trim().toLowerCase().split(/[-_;]/)[0]);
    if (language !== null) return language;
  }
  return null;
}
