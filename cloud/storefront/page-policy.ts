import type { ShopBrand } from './brand.ts';

/** What a page needs beyond its own origin: the payment provider's, on the page where one pays. */
export type PagePolicy = {
  readonly scripts?: readonly string[];
  readonly connects?: readonly string[];
  readonly frames?: readonly string[];
  readonly images?: readonly string[];
  /** Where a form may lead in the end: browsers hold redirects to it. */
  readonly forms?: readonly string[];
};

/** Scripts and styles of ours alone, none of them in the page but the brand's own colours. */
export function policyText(brand: ShopBrand, policy: PagePolicy): string {
  const logo = URL.parse(brand.logo?.address ?? '');
  const lists: Readonly<Record<string, readonly string[]>> = {
    'script-src': ["'self'", ...(policy.scripts ?? [])],
    'style-src': ["'self'", `'${brand.styleHash}'`],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:', ...(logo === null ? [] : [logo.origin]), ...(policy.images ?? [])],
    'connect-src': ["'self'", ...(policy.connects ?? [])],
    'frame-src': policy.frames ?? ["'none'"],
    'form-action': ["'self'", ...(policy.forms ?? [])],
  };
  const rest = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"];
  return [...rest, ...Object.entries(lists).map(([name, values]) => `${name} ${[...new Set(values)].join(' ')}`)].join(
    '; ',
  );
}
