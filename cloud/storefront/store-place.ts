import type { Language } from '#shared/catalog/languages.ts';

/** Whose shop a request is for, and what stands before the path of each of its pages. */
export type StorePlace = {
  /** `https://tickets.example.org`, without a slash at the end. */
  readonly origin: string;
  /** `/o/lantern-theatre` where the shop is found by path, else nothing. */
  readonly base: string;
};

/** `/o/lantern-theatre/events/…`: an address on the same site. */
export function storePath(place: Pick<StorePlace, 'base'>, path: string): string {
  return place.base === '' ? path : `${place.base}${path.replace(/^\/(?=\?|$)/, '')}`;
}

/** SH-2: the same page in one language, whoever asks. */
export function inLanguage(address: string, language: Language): string {
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
}

/** The whole address, for letters, other sites and search engines. */
export function storeUrl(place: Pick<StorePlace, 'base' | 'origin'>, path: string): string {
  return `${place.origin}${storePath(place, path)}`;
}
