import { Worker } from 'node:worker_threads';
import type { DrawPaper, PaperWanted } from './draw-paper.ts';

export type PaperThread = {
  /** One at a time: whoever has several lets them wait in line. */
  readonly draw: DrawPaper;
  close(): Promise<void>;
};

export type PaperThreadOptions = {
  /** What runs in the thread, where it is not the product's own. */
  readonly file?: URL;
  /** Nothing is drawn for longer: a thread that does is ended. */
  readonly msMax: number;
};

/**
 * Draws papers in a thread beside, so that pages are answered meanwhile. The thread is started by the first paper; when it dies, or
 * does not come to an end, the paper it was at is tried once more in a new one. It keeps no process alive that waits for no paper.
 */
export function openPaperThread({ file, msMax }: PaperThreadOptions): PaperThread {
  let worker: Worker | undefined;

  function started(): Worker {
    if (worker !== undefined) return worker;
    const made = new Worker(file ?? new URL('./paper-thread.ts', import.meta.url), {
      // It needs nothing of what the process was started with, least of all its secrets.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    made.once('exit', () => {
      if (worker === made) worker = undefined;
    });
    // Told to whoever waits for the paper; without a listener it would end the process.
    made.on('error', () => {});
    worker = made;
    return made;
  }

  async function drawOnce(wanted: PaperWanted): Promise<Answer> {
    const thread = started();
    thread.ref();
    try {
      return await answerOf(thread, wanted, msMax);
    } finally {
      thread.unref();
    }
  }

  return {
    async draw(wanted) {
      let answer = await drawOnce(wanted);
      if ('died' in answer) {
        await end();
        answer = await drawOnce(wanted);
      }
      if ('pdf' in answer) return answer.pdf;
      if ('died' in answer) await end();
      throw 'died' in answer ? answer.died : answer.error;
    },
    close: end,
  };

  async function end(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }
}

type Answer = { readonly pdf: Uint8Array } | { readonly error: unknown } | { readonly died: Error };

function answerOf(thread: Worker, wanted: PaperWanted, msMax: number): Promise<Answer> {
  return new Promise(resolve => {
    const end = (answer: Answer) => {
      clearTimeout(timer);
      thread.off('message', end).off('error', failed).off('exit', exited);
      resolve(answer);
    };
    const died = (why: string, cause?: unknown) =>
      end({ died: new Error(`the thread that draws papers ${why}`, { cause }) });
    const failed = (error: unknown) => died('failed', error);
    const exited = (code: number) => died(`ended with ${code}`);
    const timer = setTimeout(() => died(`did not end within ${msMax} ms`), msMax);
    thread.on('message', end).on('error', failed).on('exit', exited);
    thread.postMessage(wanted);
  });
}
