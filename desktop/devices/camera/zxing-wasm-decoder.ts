import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { DecodeAttempt, FrameDecoder, LumaImage, SeenSymbol } from './frame-decoder.ts';
import { drawModules } from './module-grid.ts';

/** zxing-cpp compiled to WebAssembly. The caller brings the wasm, so that nothing is ever fetched from elsewhere. */
export async function createZxingWasmDecoder(wasm: WasmSource): Promise<FrameDecoder> {
  await prepareZXingModule({ overrides: overridesFor(wasm), fireImmediately: true });
  return {
    name: 'zxing-wasm',
    async decodePixels(image, options) {
      const thorough = options.effort === 'thorough';
      const results = await read(image, {
        formats: options.symbols === 'qr' ? qrFormats : foreignFormats,
        binarizer: options.binarizer === 'local' ? 'LocalAverage' : 'GlobalHistogram',
        tryHarder: thorough,
        tryRotate: thorough,
        tryInvert: thorough,
        tryDownscale: thorough,
        returnErrors: true,
      });
      return attemptOf(results);
    },
    async decodeModules(modules) {
      // Asked for `QRCodeModel2`, the library does not read pure pictures.
      const results = await read(drawModules(modules, 1), { formats: ['QRCode'], isPure: true });
      return results.find(result => result.isValid)?.text ?? null;
    },
  };
}

export type WasmSource =
  | { readonly kind: 'bytes'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'url'; readonly url: string };

function overridesFor(wasm: WasmSource) {
  return wasm.kind === 'bytes' ? { wasmBinary: wasm.bytes } : { locateFile: () => wasm.url };
}

type Formats = NonNullable<ReaderOptions['formats']>;

// Micro QR and Model 1 are left out: their checks are so weak that crumpled full-size symbols pass for them.
const qrFormats: Formats = ['QRCodeModel2'];
const foreignFormats: Formats = ['QRCodeModel2', 'AztecCode', 'DataMatrix', 'PDF417', 'Code128', 'EAN13', 'Code39'];

async function read(image: LumaImage, options: ReaderOptions): Promise<ReadResult[]> {
  // The library asks for the browser's ImageData and reads width, height and the pixels only.
  const pixels = { width: image.width, height: image.height, data: rgbaOf(image) } as Parameters<
    typeof readBarcodes
  >[0];
  return readBarcodes(pixels, { ...options, textMode: 'Plain', maxNumberOfSymbols: 4, minLineCount: 3 });
}

function rgbaOf(image: LumaImage): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(image.data.length);
  for (let pixel = 0; pixel < words.length; pixel += 1) {
    words[pixel] = 0xff000000 | ((image.data[pixel] ?? 0) * 0x010101);
  }
  return new Uint8ClampedArray(words.buffer);
}

function attemptOf(results: readonly ReadResult[]): DecodeAttempt {
  const valid = results.find(result => result.isValid && result.text !== '');
  if (valid !== undefined) return { kind: 'read', text: textOf(valid) };
  const symbols = results.filter(result => result.symbology === 'QRCode').map(seenSymbolOf);
  return symbols.length > 0 ? { kind: 'seen', symbols } : { kind: 'nothing' };
}

/**
 * The library reads Japanese text by the standard's table alone; what phones and printers add to it (circled numbers, for
 * one) comes out as U+FFFD, and is in the table that everybody uses.
 */
function textOf({ text, bytes, hasECI }: ReadResult): string {
  if (hasECI || !text.includes('\u{fffd}')) return text;
  const asUsed = new TextDecoder('shift_jis').decode(bytes);
  return asUsed.includes('\u{fffd}') ? text : asUsed;
}

function seenSymbolOf(result: ReadResult): SeenSymbol {
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
  return { topLeft, topRight, bottomRight, bottomLeft, modulesPerSide: result.symbol.width };
}
