import { legibleAccent } from '#shared/catalog/legible-accent.ts';
import { parseColour, writeHex } from '#shared/catalog/oklch.ts';

/** The organization's accent as ink on white paper. */
export function accentOf(accent: string | null): string {
  const colour = parseColour(legibleAccent(accent, 'light')?.accent ?? '');
  return colour === null ? '#7a2430' : writeHex(colour);
}
