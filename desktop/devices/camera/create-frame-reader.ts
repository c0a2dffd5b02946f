import { type DecodePass, furtherPasses, plainPass } from './decode-passes.ts';
import type { FrameDecoder, LumaImage, SeenSymbol } from './frame-decoder.ts';
import { resizeLuma } from './resize-luma.ts';
import { straightenSymbol } from './straighten-symbol.ts';

/** What was read, and by which pass; `+bent` when the symbol had to be straightened first. */
export interface FrameReading {
  readonly text: string;
  readonly pass: string;
}

export interface FrameReader {
  /** A frame of a stream: the plain pass and one of the others in turn, so that no frame takes long. */
  readNext(frame: LumaImage): Promise<FrameReading | null>;
  /** A picture that will not come again: every pass, until one reads it or the time is up. */
  readStill(picture: LumaImage, budgetMs: number): Promise<FrameReading | null>;
}

/** Looks at pictures in several ways until one can be read. `nowMs` is a monotonic clock. */
export function createFrameReader(decoder: FrameDecoder, nowMs: () => number): FrameReader {
  let turn = 0;
  return {
    async readNext(frame) {
      const plain = await tryPass(decoder, plainPass, frame, symbolsPerFrame);
      if (plain !== null) return plain;
      const pass = furtherPasses[turn % furtherPasses.length] ?? plainPass;
      turn += 1;
      const isLarge = pass.costly === true && frame.width > largeFrameWidth;
      return tryPass(decoder, pass, isLarge ? resizeLuma(frame, 0.5) : frame, symbolsPerFrame);
    },
    async readStill(picture, budgetMs) {
      const until = nowMs() + budgetMs;
      for (const pass of [plainPass, ...furtherPasses]) {
        const reading = await tryPass(decoder, pass, picture, symbolsPerStill);
        if (reading !== null) return reading;
        if (nowMs() > until) return null;
      }
      return null;
    },
  };
}

const largeFrameWidth = 800;
const symbolsPerFrame = 1;
const symbolsPerStill = 3;

/** One pass over one picture; symbols it sees but cannot decode are straightened, the largest first. */
export async function tryPass(
  decoder: FrameDecoder,
  pass: DecodePass,
  picture: LumaImage,
  symbolsMax: number,
): Promise<FrameReading | null> {
  const prepared = pass.prepare(picture);
  if (prepared === null) return null;
  const attempt = await decoder.decodePixels(prepared, pass.options);
  if (attempt.kind === 'read') return { text: attempt.text, pass: pass.name };
  if (attempt.kind === 'nothing') return null;
  const largestFirst = attempt.symbols.filter(isPlausible).sort((a, b) => widthOf(b) - widthOf(a));
  for (const symbol of largestFirst.slice(0, symbolsMax)) {
    for (const modules of straightenSymbol(prepared, symbol)) {
      const text = await decoder.decodeModules(modules);
      if (text !== null && text !== '') return { text, pass: `${pass.name}+bent` };
    }
  }
  return null;
}

function widthOf({ topLeft, topRight }: SeenSymbol): number {
  return Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
}

/** A size that QR symbols have, and modules that are more than single pixels. */
function isPlausible(symbol: SeenSymbol): boolean {
  const { modulesPerSide } = symbol;
  const isQrSize = modulesPerSide >= 21 && modulesPerSide <= 177 && modulesPerSide % 4 === 1;
  return isQrSize && widthOf(symbol) > modulesPerSide * 1.5;
}
