import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { FromDecoder, ToDecoder } from './decode-messages.ts';

/** The decoding worker, as a function from a frame to the text in it. */
export interface RunningDecoder {
  readonly name: string;
  /** Takes the bitmap over. One frame at a time. */
  decode(bitmap: ImageBitmap): Promise<string | null>;
  stop(): void;
}

/** Starts the worker and waits until it can read; the wasm comes from our own origin. */
export async function startDecoder(): Promise<RunningDecoder> {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  const send = (message: ToDecoder, transfer: Transferable[]) => worker.postMessage(message, transfer);
  try {
    const ready = await reply(worker, () => send({ kind: 'start', wasmUrl: new URL(wasmUrl, location.href).href }, []));
    if (ready.kind !== 'ready') throw new Error(ready.kind === 'failed' ? ready.reason : 'the decoder did not start');
    let frame = 0;
    return {
      name: ready.decoder,
      async decode(bitmap) {
        frame += 1;
        const answer = await reply(worker, () => send({ kind: 'frame', frame, bitmap }, [bitmap]));
        return answer.kind === 'decoded' && answer.frame === frame ? answer.text : null;
      },
      stop: () => worker.terminate(),
    };
  } catch (fault) {
    worker.terminate();
    throw fault;
  }
}

function reply(worker: Worker, send: () => void): Promise<FromDecoder> {
  return new Promise((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<FromDecoder>) => resolve(event.data);
    worker.onerror = event => reject(new Error(event.message || 'the decoding worker could not be loaded'));
    send();
  });
}
