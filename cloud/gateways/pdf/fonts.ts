import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unwrapWoff } from './unwrap-woff.ts';

export type Weight = 'regular' | 'bold';
export type FontName = `${keyof typeof letters} ${Weight}`;

/** Which letters each font has, asked in this order; the last takes what is left. */
const letters = {
  latin:
    /[\u0020-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]/,
  arabic: /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/,
  cyrillic: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/,
  'cyrillic-ext': /[\u0460-\u052f\u1c80-\u1c88\u20b4\u2de0-\u2dff\ua640-\ua69f]/,
  greek: /[\u0370-\u03ff]/,
  'greek-ext': /[\u1f00-\u1fff]/,
  vietnamese: /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u20ab]/,
  'latin-ext': /[\s\S]/,
} as const;

const numbers = { regular: 400, bold: 600 } as const;

function fileOf(script: keyof typeof letters, weight: Weight): string {
  const [family, subset] = script === 'arabic' ? ['noto-sans-arabic', 'arabic'] : ['inter', script];
  return `@fontsource/${family}/files/${family}-${subset}-${numbers[weight]}-normal.woff`;
}

/** The fonts of papers, read once. WOFF, for the tables of WOFF2 cannot be cut into subsets that a PDF embeds. */
export function loadFonts(): ReadonlyMap<FontName, Buffer> {
  const read = (script: keyof typeof letters, weight: Weight): [FontName, Buffer] => [
    `${script} ${weight}`,
    unwrapWoff(readFileSync(fileURLToPath(import.meta.resolve(fileOf(script, weight))))),
  ];
  // The keys of a literal are its keys.
  const scripts = Object.keys(letters) as (keyof typeof letters)[];
  return new Map(scripts.flatMap(script => [read(script, 'regular'), read(script, 'bold')]));
}

/** A text in pieces of one font each. */
export function inFonts(text: string, weight: Weight): { readonly font: FontName; readonly text: string }[] {
  const pieces: { font: FontName; text: string }[] = [];
  for (const letter of text.normalize('NFC')) {
    const script = Object.entries(letters).find(([, has]) => has.test(letter))?.[0] ?? 'latin-ext';
    const font = `${script} ${weight}` as FontName;
    const last = pieces.at(-1);
    if (last?.font === font) last.text += letter;
    else pieces.push({ font, text: letter });
  }
  return pieces;
}
