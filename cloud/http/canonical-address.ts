/**
 * SH-1: the one address of a page of a shop, for whoever typed it with a slash at the end or the short name in capitals; null where
 * it was typed so already.
 */
export function canonicalAddress(address: string): string | null {
  const { pathname, search } = new URL(address);
  // Two slashes in front would name another site.
  if (/^\/(?:\/|api\/)/.test(pathname)) return null;
  const path = pathname.replace(/\/+$/, '').replace(/^\/o\/[^/]+/, shop => shop.toLowerCase());
  return path === pathname || path === '' ? null : `${path}${search}`;
}
