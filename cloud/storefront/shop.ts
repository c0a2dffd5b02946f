import type { Language } from '#shared/catalog/languages.ts';
import type { ShopFormat } from '#shared/wording/shop/format-in.ts';
import type { ShopSay } from '#shared/wording/shop/say-in.ts';
import type { ShopBrand } from './brand.ts';
import type { StorePlace } from './store-place.ts';

/** Addresses of the files every page needs; each carries a hash of what it says, so that browsers keep it for good. */
export type ShopAssets = {
  readonly style: string;
  readonly fontPreload: { readonly latin: string; readonly arabic: string };
  readonly scripts: Readonly<Record<ShopScript, string>>;
};
export type ShopScript = 'event' | 'checkout' | 'look-again' | 'pay';

/** What every page is made from, whatever it shows. */
export type Shop = {
  readonly place: StorePlace;
  readonly brand: ShopBrand;
  readonly language: Language;
  /** The language stands in the address, so that this page is the one of that language. */
  readonly languageAsked: boolean;
  readonly say: ShopSay;
  /** Days and times on the clocks of the organization; a page of an event takes the event's. */
  readonly format: ShopFormat;
  readonly zone: string;
  readonly assets: ShopAssets;
  readonly simulated: boolean;
};
