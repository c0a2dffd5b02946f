import { type StorePlace, storePath } from './store-place.ts';

/** An organization's logo: where it is, and what it has to stand on to be seen. */
export type Logo = {
  /** An https address, or a path below the shop. */
  readonly address: string;
  /** One in light colours stands on the house's own; any other on paper. */
  readonly ground: 'house' | 'paper';
};

export function logoOf(logoUrl: string | null): Logo | null {
  return logoUrl === null ? null : { address: logoUrl, ground: /-light\.svg$/.test(logoUrl) ? 'house' : 'paper' };
}

/** As this very site serves it, so that the page's policy need not let in any other. */
export function logoPath(place: StorePlace, { address }: Logo): string {
  return address.startsWith('/') ? storePath(place, address) : address;
}
