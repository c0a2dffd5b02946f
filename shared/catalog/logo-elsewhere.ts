/**
 * An organization's logo for chats and mails: the whole address of a picture, as they show no drawings and have no ground but their
 * own. A logo kept by the shop is a path below it.
 */
export function logoElsewhere(shopUrl: string, logoUrl: string | null): string | null {
  if (logoUrl === null || !/\.(?:png|jpe?g)$/i.test(logoUrl)) return null;
  return logoUrl.startsWith('/') ? `${shopUrl}${logoUrl}` : logoUrl;
}
