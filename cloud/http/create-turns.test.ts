import { expect, test } from 'vitest';
import { createTurns } from './create-turns.ts';

/** Turns that are taken when the test says so, and who was let in, in order. */
function rig(perTurn: number) {
  const entered: string[] = [];
  const due: (() => void)[] = [];
  const turns = createTurns({ perTurn, later: work => due.push(work) });
  const come = (who: string, times = 1) => {
    for (let time = 0; time < times; time += 1) void turns(who).then(() => entered.push(who));
  };
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));
  /** What was let in since the last call, after so many turns. */
  const after = async (count: number): Promise<string> => {
    await settle();
    for (let turn = 0; turn < count; turn += 1) {
      due.shift()?.();
      await settle();
    }
    return entered.splice(0).join(' ');
  };
  return { come, after, due };
}

test('[IN-10] nobody is held up while nobody waits', async () => {
  const { come, after, due } = rig(2);
  come('quiet');
  expect(await after(0)).toBe('quiet');
  await after(1);
  expect(due).toEqual([]);
  come('quiet', 2);
  expect(await after(0)).toBe('quiet quiet');
});

test('[IN-10] whoever comes to a quiet organization is next, however many stand in line for a hot one', async () => {
  const { come, after } = rig(2);
  come('hot', 500);
  expect(await after(0)).toBe('hot hot');
  come('quiet');
  expect(await after(1)).toBe('hot quiet');
  expect(await after(2)).toBe('hot hot hot hot');
  come('quiet', 3);
  expect(await after(3)).toBe('hot quiet hot quiet hot quiet');
});

test('[IN-10] each organization in line has its turn, and each line keeps its order', async () => {
  const { come, after } = rig(3);
  come('a', 5);
  come('b', 4);
  come('c', 1);
  expect(await after(0)).toBe('a a a');
  expect(await after(1)).toBe('a b c');
  expect(await after(2)).toBe('a b b b');
  expect(await after(2)).toBe('');
});
