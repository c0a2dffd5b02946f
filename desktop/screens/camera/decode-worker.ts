import { createFrameReader, type FrameReader } from '../../devices/camera/create-frame-reader.ts';
import type { FrameDecoder, LumaImage } from '../../devices/camera/frame-decoder.ts';
import { lumaFromRgba } from '../../devices/camera/luma-image.ts';
import { createZxingWasmDecoder } from '../../devices/camera/zxing-wasm-decoder.ts';
import type { FromDecoder, ToDecoder } from './decode-messages.ts';

// Runs as a worker of its own: reading a frame takes some milliseconds that the page spends on the verdict instead.

/** The little that is used of a worker's global scope; the compiler knows this folder as a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToDecoder>) => void) | null;
  postMessage(message: FromDecoder): void;
}

const scope = self as unknown as WorkerScope;
let reader: FrameReader | null = null;
let canvas: OffscreenCanvas | null = null;

scope.onmessage = ({ data }) => {
  answer(data).then(
    message => scope.postMessage(message),
    (fault: unknown) => scope.postMessage({ kind: 'failed', reason: String(fault) }),
  );
};

async function answer(message: ToDecoder): Promise<FromDecoder> {
  if (message.kind === 'start') {
    const decoder = await bestDecoder(message.wasmUrl);
    reader = createFrameReader(decoder, () => performance.now());
    return { kind: 'ready', decoder: decoder.name };
  }
  const reading = reader === null ? null : await reader.readNext(lumaOf(message.bitmap));
  return { kind: 'decoded', frame: message.frame, text: reading?.text ?? null };
}

/** Where the page's policy forbids WebAssembly, the slower reader in plain JavaScript is loaded in its place. */
async function bestDecoder(wasmUrl: string): Promise<FrameDecoder> {
  try {
    return await createZxingWasmDecoder({ kind: 'url', url: wasmUrl });
  } catch {
    const { createZxingJsDecoder } = await import('../../devices/camera/zxing-js-decoder.ts');
    return createZxingJsDecoder();
  }
}

function lumaOf(bitmap: ImageBitmap): LumaImage {
  const { width, height } = bitmap;
  if (canvas === null || canvas.width !== width || canvas.height !== height)
    canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(width * height * 4);
  return lumaFromRgba(pixels, width, height);
}
