import { type LogoGround, logoGround } from '#shared/catalog/logo-ground.ts';
import { type StorePlace, storePath } from './store-place.ts';

/** An organization's logo: where it is, and what it has to stand on to be seen. */
export type Logo = {
  /** An https address, or a path below the shop. */
  readonly address: string;
  readonly ground: LogoGround;
};

export function logoOf(logoUrl: string | null): Logo | null {
  return logoUrl === null ? null : { address: logoUrl, ground: logoGround(logoUrl) };
}

/** As this very site serves it, so that the page's policy need not let in any other. */
export function logoPath(place: StorePlace, { address }: Logo): string {
  return address.startsWith('/') ? storePath(place, address) : address;
}
