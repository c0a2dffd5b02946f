import { contrastOf, type Oklch, parseColour, writeColour } from './oklch.ts';

export type Theme = 'light' | 'dark';

/** What accents are put on; the same values as `--ground` in tokens.css, the harder of the two surfaces. */
const surfaces: Record<Theme, Oklch> = {
  light: { lightness: 0.935, chroma: 0.012, hue: 85 },
  dark: { lightness: 0.215, chroma: 0.01, hue: 60 },
};
const contrastMin = 4.5;

/** The organization's accent, darkened or lightened until text in it reads on our paper; null when it is no colour. */
export function legibleAccent(
  accent: string | null,
  theme: Theme,
): { readonly accent: string; readonly onAccent: string; readonly corrected: boolean } | null {
  const wanted = accent === null ? null : parseColour(accent);
  if (wanted === null) return null;
  const step = theme === 'light' ? -0.01 : 0.01;
  let colour = { ...wanted, chroma: Math.min(wanted.chroma, 0.2) };
  for (let steps = 0; steps <= 100 && contrastOf(colour, surfaces[theme]) < contrastMin; steps++)
    colour = { ...colour, lightness: Math.min(1, Math.max(0, colour.lightness + step)) };
  const paper: Oklch = { lightness: 0.985, chroma: 0.01, hue: colour.hue };
  const ink: Oklch = { lightness: 0.18, chroma: 0.03, hue: colour.hue };
  const onAccent = contrastOf(paper, colour) >= contrastOf(ink, colour) ? paper : ink;
  return {
    accent: writeColour(colour),
    onAccent: writeColour(onAccent),
    corrected: colour.lightness !== wanted.lightness,
  };
}
