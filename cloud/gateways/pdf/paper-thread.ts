import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { must } from '#shared/kernel/assert.ts';
import { drawPaper, type PaperWanted } from './draw-paper.ts';

/** What runs in a thread that draws papers: one after the other, each answered by its bytes or by why there are none. */
const port = must(parentPort, 'papers are drawn in a thread of their own');

// There a thread has a priority of its own: pages come first where processors are few.
if (process.platform === 'linux') setPriority(10);

port.on('message', async (wanted: PaperWanted) => {
  try {
    const pdf = await drawPaper(wanted);
    port.postMessage({ pdf });
  } catch (error) {
    port.postMessage({ error });
  }
});
