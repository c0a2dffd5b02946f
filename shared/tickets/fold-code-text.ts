import { limits } from '../kernel/limits.ts';

/**
 * The letters and digits of what a reader sent, or null when it is too long to be a code. Drops spaces, line ends, dashes and
 * control characters, which typists and reader firmware add, and the `]Q3` by which some readers name the kind of barcode.
 */
export function foldCodeText(text: string): string | null {
  if (text.length === 0 || text.length > limits.codeCharsMax) return null;
  let folded = '';
  for (const letter of trimCodeText(text)) {
    const point = letter.codePointAt(0) ?? 0;
    if (point <= 0x20 || letter === '-' || point === 0x7f || point === 0xa0 || point === 0x200b || point === 0xfeff)
      continue;
    folded += letter;
  }
  return folded;
}

/** A foreign barcode keeps its inner spaces and its case (TC-5); only what readers add around it goes. */
export function trimCodeText(text: string): string {
  return text.trim().replace(/^\][A-Za-z][0-9A-Za-z]/, '');
}
