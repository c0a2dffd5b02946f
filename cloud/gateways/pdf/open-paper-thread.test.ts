import { threadId } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { parseInstant } from '#shared/kernel/instant.ts';
import type { PaperWanted } from './draw-paper.ts';
import { openPaperThread, type PaperThread } from './open-paper-thread.ts';

const file = new URL('../../testing/paper-thread-of-tests.ts', import.meta.url);
const drawnAt = parseInstant('2026-11-23T12:00:00Z');
const opened: PaperThread[] = [];
afterEach(() => Promise.all(opened.splice(0).map(thread => thread.close())));

function open(options: { readonly file?: URL; readonly msMax?: number } = {}) {
  const thread = openPaperThread({ msMax: 300_000, ...options });
  opened.push(thread);
  return thread;
}

const wanted = (summary: string): PaperWanted => ({
  kind: 'evidence',
  paper: { disputeId: 'dp_1', organization: 'Theater am Ring', drawnAt, summary, sections: [] },
});
const text = (pdf: Uint8Array) => new TextDecoder().decode(pdf);

test('[DO-4] papers are drawn in a thread beside, which is not that of who asks', async () => {
  expect(text(await open().draw(wanted('We sold this ticket.')))).toMatch(/^%PDF-1\.7[\s\S]*%%EOF\s*$/);
  expect(text(await open({ file }).draw(wanted('paper')))).not.toBe(`paper in ${threadId}`);
});

test('[DO-4] a thread that dies or fails at a paper is not the end of the others', async () => {
  const { draw } = open({ file });
  const [first = ''] = text(await draw(wanted('paper'))).split(' in ');
  expect(first).toBe('paper');
  await expect(draw(wanted('dies'))).rejects.toThrow('the thread that draws papers ended with 3');
  await expect(draw(wanted('throws'))).rejects.toThrow('the thread that draws papers failed');
  await expect(draw(wanted('rejects'))).rejects.toThrow('the thread that draws papers failed');
  await expect(draw(wanted('cannot'))).rejects.toThrow('this cannot be drawn');
  expect(text(await draw(wanted('paper')))).toMatch(/^paper in /);
});

test('[DO-4] a paper at which a thread died is tried once more in a new one', async () => {
  const { draw } = open({ file });
  const before = text(await draw(wanted('paper')));
  expect(text(await draw(wanted('dies late')))).toMatch(/^dies late in /);
  expect(text(await draw(wanted('paper')))).not.toBe(before);
});

test('[DO-4] a paper that does not come to an end is given up', async () => {
  const { draw } = open({ file, msMax: 1 });
  await expect(draw(wanted('never ends'))).rejects.toThrow('did not end within 1 ms');
});
