import { expect, test } from 'vitest';
import { Cleanup } from './cleanup.ts';

test('what was done is undone in reverse, once, and what comes too late is undone at once', async () => {
  const undone: string[] = [];
  const cleanup = new Cleanup();
  cleanup.add('first', () => void undone.push('first'));
  cleanup.add('second', () => void undone.push('second'));
  await Promise.all([cleanup.run(), cleanup.run()]);
  expect(undone).toEqual(['second', 'first']);
  cleanup.add('late', async () => void undone.push('late'));
  await cleanup.run();
  expect(undone).toEqual(['second', 'first', 'late']);
});
