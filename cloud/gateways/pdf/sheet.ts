import PDFDocument from 'pdfkit';
import type { Language } from '#shared/catalog/languages.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { writingDirection } from '#shared/wording/language.ts';
import { type FontName, inFonts, loadFonts, type Weight } from './fonts.ts';
import { visualRuns } from './visual-runs.ts';

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'start' | 'center' | 'end';
  /** `auto` for what people wrote: its own letters say which way it runs. */
  readonly base?: 'page' | 'auto';
};

export const ink = '#241c17';
export const muted = '#6b6058';
export const line = '#cfc6bb';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
let fonts: ReadonlyMap<FontName, Buffer> | undefined;

/** A4 pages measured from the side where reading starts, so that a page in Arabic is the mirror image of one in English. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly width = 595.28;
  readonly height = 841.89;
  readonly margin = 56;
  readonly #direction: 'ltr' | 'rtl';
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;

  constructor(about: { title: string; author: string; language: Language; madeAt: Instant; compress?: boolean }) {
    this.#direction = writingDirection(about.language);
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: about.language,
      displayTitle: true,
      compress: about.compress ?? true,
      info: { Title: about.title, Author: about.author, Creator: 'Foyer', CreationDate: new Date(about.madeAt) },
    });
    fonts ??= loadFonts();
    for (const [name, bytes] of fonts) this.doc.registerFont(name, bytes);
    this.#ended = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
  }

  get inner(): number {
    return this.width - 2 * this.margin;
  }

  /** From a distance to the reading side to one from the left, for something so wide. */
  left(start: number, width: number): number {
    return this.#direction === 'rtl' ? this.width - start - width : start;
  }

  addPage(): void {
    this.doc.addPage();
  }

  /** Writes text that wraps within a width; answers where the next line would begin. */
  text(text: string, box: { start: number; top: number; width: number }, style: TextStyle): number {
    const lineHeight = style.size * 1.35;
    let top = box.top;
    for (const paragraph of text.split('\n'))
      for (const row of this.#wrap(paragraph, box.width, style)) {
        this.#line(row, { ...box, top }, style);
        top += lineHeight;
      }
    return top;
  }

  hairline(start: number, top: number, width: number, dashed = false): void {
    const left = this.left(start, width);
    this.doc.save().lineWidth(0.75).strokeColor(line);
    if (dashed) this.doc.dash(3, { space: 3 });
    this.doc
      .moveTo(left, top)
      .lineTo(left + width, top)
      .stroke()
      .restore();
  }

  async end(): Promise<Uint8Array> {
    this.doc.end();
    await this.#ended;
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  #wrap(paragraph: string, width: number, style: TextStyle): string[] {
    const rows: string[] = [];
    let row = '';
    for (const word of paragraph.split(' ')) {
      const longer = row === '' ? word : `${row} ${word}`;
      if (this.#widthOf(longer, style) <= width) {
        row = longer;
        continue;
      }
      if (row !== '') rows.push(row);
      const parts = this.#broken(word, width, style);
      row = parts.pop() ?? '';
      rows.push(...parts);
    }
    return [...rows, row];
  }

  /** A word in as many parts as it needs to fit: most need one. */
  #broken(word: string, width: number, style: TextStyle): string[] {
    const parts: string[] = [];
    let part = '';
    for (const { segment } of graphemes.segment(word)) {
      if (part !== '' && this.#widthOf(part + segment, style) > width) {
        parts.push(part);
        part = '';
      }
      part += segment;
    }
    return [...parts, part];
  }

  #pieces(text: string, { weight = 'regular', base = 'page' }: TextStyle) {
    const runs = visualRuns(text, base === 'auto' ? 'auto' : this.#direction);
    return runs.flatMap(run => inFonts(run, weight));
  }

  #widthOf(text: string, style: TextStyle): number {
    this.doc.fontSize(style.size);
    return this.#pieces(text, style).reduce(
      (sum, piece) => sum + this.doc.font(piece.font).widthOfString(piece.text),
      0,
    );
  }

  #line(text: string, box: { start: number; top: number; width: number }, style: TextStyle): void {
    const width = this.#widthOf(text, style);
    const spare = box.width - width;
    const start = { start: box.start, center: box.start + spare / 2, end: box.start + spare }[style.align ?? 'start'];
    let left = this.left(start, width);
    // Fonts of different scripts stand on one line by their baseline, not by their tops.
    const baseline = box.top + style.size * 1.02;
    for (const { font, text: piece } of this.#pieces(text, style)) {
      this.doc
        .font(font)
        .fontSize(style.size)
        .fillColor(style.colour ?? ink);
      this.doc.text(piece, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
      left += this.doc.widthOfString(piece);
    }
  }
}
