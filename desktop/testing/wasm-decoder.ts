import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createZxingWasmDecoder } from '../devices/camera/zxing-wasm-decoder.ts';

/** The WebAssembly decoder as Node has it: the file that the package brings. */
export async function wasmDecoder() {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  return createZxingWasmDecoder({ kind: 'bytes', bytes: new Uint8Array(readFileSync(file)).buffer });
}
