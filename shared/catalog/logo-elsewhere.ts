import { type LogoGround, logoGround } from './logo-ground.ts';

export type LogoElsewhere = { readonly address: string; readonly ground: LogoGround };

/** An organization's logo for mails: the whole address of a picture, as they show no drawings. A logo kept by the shop is a path below it. */
export function logoElsewhere(shopUrl: string, logoUrl: string | null): LogoElsewhere | null {
  if (logoUrl === null || !/\.(?:png|jpe?g)$/i.test(logoUrl)) return null;
  return { address: logoUrl.startsWith('/') ? `${shopUrl}${logoUrl}` : logoUrl, ground: logoGround(logoUrl) };
}
