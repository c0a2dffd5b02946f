import {
  AztecCodeReader,
  BinaryBitmap,
  Code39Reader,
  Code128Reader,
  DataMatrixReader,
  DecodeHintType,
  EAN13Reader,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  InvertedLuminanceSource,
  type LuminanceSource,
  PDF417Reader,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from '@zxing/library';
import type { DecodeOptions, FrameDecoder, LumaImage } from './frame-decoder.ts';
import { drawModules } from './module-grid.ts';

/** The pure JavaScript reader, for places where WebAssembly is not allowed. Slower, and it misses more. */
export function createZxingJsDecoder(): FrameDecoder {
  return {
    name: 'zxing-js',
    async decodePixels(image, options) {
      const source = sourceOf(image);
      const text = readAny(source, options) ?? readInverted(source, options);
      return text === null ? { kind: 'nothing' } : { kind: 'read', text };
    },
    async decodeModules(modules) {
      const pure: Hints = new Map([[DecodeHintType.PURE_BARCODE, true]]);
      return readOnce(new QRCodeReader(), sourceOf(drawModules(modules, 4)), 'global', pure);
    },
  };
}

type Hints = Map<DecodeHintType, unknown>;

// One by one and not by the library's MultiFormatReader, which prints every miss to the console.
const foreignReaders: readonly (() => Reader)[] = [
  () => new AztecCodeReader(),
  () => new DataMatrixReader(),
  () => new PDF417Reader(),
  () => new Code128Reader(),
  () => new EAN13Reader(),
  () => new Code39Reader(),
];

function sourceOf(image: LumaImage): LuminanceSource {
  return new RGBLuminanceSource(image.data, image.width, image.height);
}

function readInverted(source: LuminanceSource, options: DecodeOptions): string | null {
  return options.effort === 'quick' ? null : readAny(new InvertedLuminanceSource(source), options);
}

function readAny(source: LuminanceSource, options: DecodeOptions): string | null {
  const hints: Hints = new Map();
  if (options.effort === 'thorough') hints.set(DecodeHintType.TRY_HARDER, true);
  const readers = options.symbols === 'qr' ? [] : foreignReaders;
  for (const create of [() => new QRCodeReader(), ...readers]) {
    const text = readOnce(create(), source, options.binarizer, hints);
    if (text !== null) return text;
  }
  return null;
}

// The library says "no code here" by throwing, and some damaged codes make it throw other things; none is news to us.
function readOnce(
  reader: Reader,
  source: LuminanceSource,
  binarizer: DecodeOptions['binarizer'],
  hints: Hints,
): string | null {
  const bits = binarizer === 'local' ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source);
  try {
    const text = reader.decode(new BinaryBitmap(bits), hints).getText();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}
