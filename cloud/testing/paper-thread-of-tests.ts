import { parentPort, threadId } from 'node:worker_threads';
import { must } from '#shared/kernel/assert.ts';
import type { PaperWanted } from '../gateways/pdf/draw-paper.ts';

/** A thread in the place of the one that draws: the summary of a piece of evidence is what it does. */
const port = must(parentPort, 'this is a thread');
let drawn = 0;

port.on('message', (wanted: PaperWanted) => {
  const does = wanted.kind === 'evidence' ? wanted.paper.summary : '';
  drawn += 1;
  if (does === 'dies' || (does === 'dies late' && drawn > 1)) process.exit(3);
  if (does === 'throws') throw new Error('a fault in the thread');
  if (does === 'rejects') void Promise.reject(new Error('nobody waits for this'));
  else if (does === 'cannot') port.postMessage({ error: new Error('this cannot be drawn') });
  else if (does !== 'never ends') port.postMessage({ pdf: new TextEncoder().encode(`${does} in ${threadId}`) });
});
