import { createHash } from 'node:crypto';
import { legibleAccent } from '#shared/catalog/legible-accent.ts';
import { type Oklch, parseColour, writeColour } from '#shared/catalog/oklch.ts';
import { type Logo, logoOf } from './logo.ts';

export type ShopBrand = {
  readonly name: string;
  readonly logo: Logo | null;
  readonly hasTerms: boolean;
  readonly hasPrivacy: boolean;
  readonly hasImprint: boolean;
  /** The organization's own colours and letters, and the hash by which the page's policy lets them in. */
  readonly style: string;
  readonly styleHash: string;
};

type Branded = {
  readonly name: string;
  readonly logoUrl: string | null;
  readonly accent: string | null;
  readonly typeface: 'sans' | 'serif';
  readonly imprint: string;
  readonly terms: string;
  readonly privacy: string;
};

/** How an organization looks: its accent made legible on paper by day and by night, and the letters of its titles. */
export function brandOf(organization: Branded): ShopBrand {
  const light = legibleAccent(organization.accent, 'light');
  const dark = legibleAccent(organization.accent, 'dark');
  const wanted = parseColour(organization.accent ?? '');
  // By night a large surface is a deep one; only what is small shines.
  const night: Oklch = { lightness: 0.31, chroma: Math.min(wanted?.chroma ?? 0, 0.11), hue: wanted?.hue ?? 0 };
  const colours =
    light === null || dark === null
      ? []
      : [
          `--accent:light-dark(${light.accent},${dark.accent})`,
          `--on-accent:light-dark(${light.onAccent},${dark.onAccent})`,
          `--band:light-dark(${light.accent},${writeColour(night)})`,
          `--on-band:light-dark(${light.onAccent},${writeColour({ ...night, lightness: 0.97, chroma: 0.01 })})`,
        ];
  const letters = organization.typeface === 'serif' ? ['--title:"Fraunces Variable",var(--text)'] : [];
  const style = `:root{${[...colours, ...letters].join(';')}}`;
  return {
    name: organization.name,
    logo: logoOf(organization.logoUrl),
    hasTerms: organization.terms !== '',
    hasPrivacy: organization.privacy !== '',
    hasImprint: organization.imprint !== '',
    style,
    styleHash: `sha256-${createHash('sha256').update(style).digest('base64')}`,
  };
}
