import { blurLuma } from './blur-luma.ts';
import { cropLuma } from './crop-luma.ts';
import type { DecodeOptions, LumaImage } from './frame-decoder.ts';
import { levelLuma } from './level-luma.ts';
import { resizeLuma } from './resize-luma.ts';
import { sharpenLuma } from './sharpen-luma.ts';
import { turnLuma } from './turn-luma.ts';

/** One way of looking at a picture: a preparation, or null where it would be no different from another pass. */
export interface DecodePass {
  readonly name: string;
  readonly options: DecodeOptions;
  /** Touches every pixel more than once: in a stream it looks at half the resolution of large frames. */
  readonly costly?: true;
  prepare(image: LumaImage): LumaImage | null;
}

const thorough: DecodeOptions = { symbols: 'qr', binarizer: 'local', effort: 'thorough' };
const thoroughGlobal: DecodeOptions = { ...thorough, binarizer: 'global' };

/** Reads nearly everything that lies flat and in focus; every frame gets it. */
export const plainPass: DecodePass = { name: 'plain', options: thorough, prepare: image => image };

/** For what the plain pass misses, the most fruitful first. */
export const furtherPasses: readonly DecodePass[] = [
  { name: 'global', options: thoroughGlobal, prepare: image => image },
  { name: 'double', options: thorough, prepare: doubled },
  {
    name: 'level',
    costly: true,
    options: thorough,
    prepare: image => levelLuma(image, Math.max(8, shorter(image) >> 4)),
  },
  { name: 'half', options: thorough, prepare: image => (shorter(image) < halfFrom ? null : resizeLuma(image, 0.5)) },
  { name: 'sharp', costly: true, options: thorough, prepare: image => sharpenLuma(image, 2, 1.5) },
  { name: 'soft', costly: true, options: thorough, prepare: image => blurLuma(image, 1) },
  { name: 'foreign', options: { ...thorough, symbols: 'any' }, prepare: image => image },
  { name: 'double-sharp', costly: true, options: thoroughGlobal, prepare: image => sharpenLuma(doubled(image), 3, 2) },
  { name: 'double-level', costly: true, options: thorough, prepare: image => levelLuma(doubled(image), 24) },
  { name: 'softer', costly: true, options: thoroughGlobal, prepare: image => blurLuma(image, 2) },
  { name: 'shrunk', options: thorough, prepare: image => (shorter(image) < halfFrom ? null : resizeLuma(image, 0.35)) },
  { name: 'turned', options: thorough, prepare: image => turnLuma(middleOf(image), 30) },
  { name: 'middle', options: thorough, prepare: image => resizeLuma(cropLuma(image, 0.5), 2) },
];

const halfFrom = 320;
const doubledSideMax = 640;

function shorter(image: LumaImage): number {
  return Math.min(image.width, image.height);
}

/** The middle of a large picture, so that costly passes stay within a frame's time. */
function middleOf(image: LumaImage): LumaImage {
  const longer = Math.max(image.width, image.height);
  return longer <= doubledSideMax ? image : cropLuma(image, doubledSideMax / longer);
}

function doubled(image: LumaImage): LumaImage {
  return resizeLuma(middleOf(image), 2);
}
