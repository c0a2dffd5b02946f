import { expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { createSimulatedScanner } from '../../testing/simulated-scanner.ts';

function scanner() {
  const told: string[] = [];
  const simulated = createSimulatedScanner();
  const listener = { onCode: (text: string) => told.push(text), onLost: () => told.push('(lost)') };
  return { simulated, told, listener };
}

const bytes = (text: string) => new TextEncoder().encode(text);

test('codes of a serial reader end with CR, LF, both, Tab or ETX, and come in pieces', async () => {
  const { simulated, told, listener } = scanner();
  await simulated.start(listener);
  for (const piece of ['\u{2}FIRST\u{3}SEC', 'OND\r\nTH', 'IRD\t', 'Füñf\n\n']) simulated.send(bytes(piece));
  expect(told).toEqual(['FIRST', 'SECOND', 'THIRD', 'Füñf']);
});

test('a reader without an end sign is understood by its pause', async () => {
  const { simulated, told, listener } = scanner();
  await simulated.start(listener);
  simulated.send(bytes('ABC123'));
  expect(told).toEqual([]);
  simulated.pause();
  simulated.pause();
  expect(told).toEqual(['ABC123']);
});

test('an endless code is cut, and the next one is whole again', async () => {
  const { simulated, told, listener } = scanner();
  await simulated.start(listener);
  simulated.send(bytes('9'.repeat(limits.codeCharsMax + 2_000)));
  simulated.send(bytes('999\rNEXT\r'));
  expect(told.map(text => text.length)).toEqual([limits.codeCharsMax, 4]);
});

test('a reader that is unplugged says so once, a stopped one says nothing', async () => {
  const { simulated, told, listener } = scanner();
  await simulated.start(listener);
  simulated.unplug();
  simulated.unplug();
  simulated.send(bytes('LATE\r'));
  expect(told).toEqual(['(lost)']);
});
