import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { createFrameReader } from '../desktop/devices/camera/create-frame-reader.ts';
import { lumaFromRgba } from '../desktop/devices/camera/luma-image.ts';
import { createZxingJsDecoder } from '../desktop/devices/camera/zxing-js-decoder.ts';
import { wasmDecoder } from '../desktop/testing/wasm-decoder.ts';

// npm run bench:camera -- DIR [--json] [--decoder js]
// Reads every NN.png of a folder as the door's camera would read a still, and compares with the text in NN.txt.

interface Picture {
  readonly name: string;
  readonly outcome: 'exact' | 'other text' | 'nothing';
  readonly pass: string;
  readonly ms: number;
}

const budgetMs = 2_000;

async function main(args: readonly string[]): Promise<number> {
  const folder = args.find(arg => !arg.startsWith('--') && arg !== 'js');
  const directory = folder === undefined ? '' : path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (folder === undefined || !existsSync(directory)) {
    console.error('Usage: npm run bench:camera -- DIR [--json] [--decoder js]   (DIR holds NN.png and NN.txt)');
    return 2;
  }
  const names = readdirSync(directory)
    .filter(file => file.toLowerCase().endsWith('.png') && existsSync(path.join(directory, textFileOf(file))))
    .sort();
  if (names.length === 0) {
    console.error(`${directory} holds no picture with a text file of the same name.`);
    return 2;
  }
  const decoder = args.includes('--decoder') && args.includes('js') ? createZxingJsDecoder() : await wasmDecoder();
  const reader = createFrameReader(decoder, () => performance.now());
  const first = readPicture(path.join(directory, names[0] ?? ''));
  await reader.readStill(first, budgetMs);
  const pictures: Picture[] = [];
  for (const name of names) {
    const image = readPicture(path.join(directory, name));
    const expected = textsOf(readFileSync(path.join(directory, textFileOf(name))));
    const start = performance.now();
    const reading = await reader.readStill(image, budgetMs);
    const ms = performance.now() - start;
    const outcome = reading === null ? 'nothing' : expected.includes(plainLines(reading.text)) ? 'exact' : 'other text';
    pictures.push({ name, outcome, pass: reading?.pass ?? '-', ms });
  }
  report(decoder.name, pictures, args.includes('--json'));
  return 0;
}

function textFileOf(picture: string): string {
  return `${picture.slice(0, -'.png'.length)}.txt`;
}

function readPicture(file: string) {
  const png = PNG.sync.read(readFileSync(file));
  return lumaFromRgba(png.data, png.width, png.height);
}

/** What the file says: in UTF-8, or where it is not, in the encodings the older collections use. */
function textsOf(bytes: Buffer): string[] {
  const encodings = ['utf-8', 'shift_jis', 'iso-8859-1'];
  return encodings.flatMap(encoding => {
    try {
      return [plainLines(new TextDecoder(encoding, { fatal: true }).decode(bytes))];
    } catch {
      return [];
    }
  });
}

/** Line ends and a byte order mark are the file's, not the code's. */
function plainLines(text: string): string {
  return text
    .replace(/^\u{feff}/u, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n+$/, '')
    .replace(/[～－∥—￠￡￢]/gu, sign => sameSign[sign] ?? sign)
    .normalize('NFC');
}

/** Signs of Japanese encodings that Unicode has twice: which one a reader gives is its table's choice, not the code's. */
const sameSign: Readonly<Record<string, string>> = {
  '～': '〜',
  '－': '−',
  '∥': '‖',
  '—': '―',
  '￠': '¢',
  '￡': '£',
  '￢': '¬',
};

function report(decoder: string, pictures: readonly Picture[], json: boolean): void {
  const exact = pictures.filter(picture => picture.outcome === 'exact').length;
  const median = medianOf(pictures.map(picture => picture.ms));
  const percent = (100 * exact) / pictures.length;
  for (const picture of pictures) {
    console.log(
      `${picture.name.padEnd(12)} ${picture.outcome.padEnd(11)} ${picture.pass.padEnd(18)} ${ms(picture.ms)}`,
    );
  }
  const passes = [...new Set(pictures.map(picture => picture.pass))].map(pass => {
    const here = pictures.filter(picture => picture.pass === pass);
    return { pass, pictures: here.length, medianMs: medianOf(here.map(picture => picture.ms)) };
  });
  console.log('\nread by             pictures   median');
  for (const row of passes)
    console.log(`${row.pass.padEnd(18)} ${String(row.pictures).padStart(9)} ${ms(row.medianMs)}`);
  console.log(
    `\n${decoder}: ${exact} of ${pictures.length} exact (${percent.toFixed(1)} %), median ${median.toFixed(1)} ms`,
  );
  const slowestMs = Math.max(...pictures.map(picture => picture.ms));
  if (json) {
    console.log(
      JSON.stringify({ decoder, pictures: pictures.length, exact, percent, medianMs: median, slowestMs, passes }),
    );
  }
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(8)} ms`;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

process.exitCode = await main(process.argv.slice(2));
