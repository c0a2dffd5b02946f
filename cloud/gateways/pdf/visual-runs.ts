import bidiFactory from 'bidi-js';

const bidi = bidiFactory();

/**
 * A line as it is laid down from left to right: pieces of one direction, each in reading order, by the Unicode rules for lines
 * of two directions. A font turns a piece that reads from the right round by itself; spaces and marks, which it would not, stand alone.
 */
export function visualRuns(line: string, base: 'ltr' | 'rtl' | 'auto'): string[] {
  const { levels } = bidi.getEmbeddingLevels(line, base === 'auto' ? undefined : base);
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const pieces: { text: string; level: number }[] = [];
  for (const { index, segment } of graphemes.segment(line)) {
    const level = levels[index] ?? 0;
    const last = pieces.at(-1);
    if (last !== undefined && last.level === level && letter.test(last.text) && letter.test(segment))
      last.text += segment;
    else pieces.push({ text: mirrored.get(index) ?? segment, level });
  }
  return inOrder(pieces.filter(piece => !steering.test(piece.text))).map(piece => piece.text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What says which way to read has done so by then; fonts would draw it as a box. */
const steering = /^[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+$/;
const letter = /\p{L}|\p{N}/u;

/** Rule L2: from the highest level down, every stretch at or above it is turned round. */
function inOrder<Piece extends { readonly level: number }>(pieces: readonly Piece[]): Piece[] {
  let line = [...pieces];
  for (let level = Math.max(0, ...pieces.map(piece => piece.level)); level >= 1; level--) {
    const next: Piece[] = [];
    let stretch: Piece[] = [];
    for (const piece of line) {
      if (piece.level >= level) stretch.unshift(piece);
      else {
        next.push(...stretch, piece);
        stretch = [];
      }
    }
    line = [...next, ...stretch];
  }
  return line;
}
