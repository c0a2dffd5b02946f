import { expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { createCombiner, type Settled } from './create-combiner.ts';

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });

/** Batches as they were handed over; each waits until it is let go. */
function rig(
  settings: {
    batchMax?: number;
    waitingMax?: number;
    giveWay?: () => Promise<void> | null;
    passedBy?: () => number;
    fails?: (batch: readonly number[], count: number) => Error | null;
  } = {},
) {
  const batches: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  /** How many were under way when each began, itself among them. */
  const together: number[] = [];
  let underWay = 0;
  let arrived: () => void = () => {};
  const combine = createCombiner<number, string>({
    ...settings,
    flush: async batch => {
      batches.push(batch);
      underWay += 1;
      together.push(underWay);
      await new Promise<void>(resolve => {
        gates.push(resolve);
        arrived();
      });
      underWay -= 1;
      const failure = settings.fails?.(batch, batches.length);
      if (failure) throw failure;
      return batch.map((work): Settled<string> => ({ kind: 'answer', answer: `done ${work}` }));
    },
  });
  const next = async () => {
    while (gates.length === 0) await new Promise<void>(resolve => (arrived = resolve));
    gates.shift()?.();
  };
  /** Lets every batch go until all is answered. */
  const drain = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const settled = work.finally(() => (over = true));
    settled.catch(() => {});
    while (!over) {
      await new Promise(resolve => setImmediate(resolve));
      gates.shift()?.();
    }
    return settled;
  };
  return { combine, batches, together, next, drain };
}

test('[IN-5] whoever comes while two batches are under way goes together in the next, in the order they came', async () => {
  const { combine, batches, next, drain } = rig();
  const first = combine('a', 1);
  await next();
  const second = combine('a', 2);
  const others = Promise.all([combine('a', 3), combine('a', 4), combine('b', 9)]);
  expect(await drain(Promise.all([first, second, others]))).toEqual([
    'done 1',
    'done 2',
    ['done 3', 'done 4', 'done 9'],
  ]);
  expect(batches.filter(batch => batch.includes(3))).toEqual([[2, 3, 4]]);
  expect(batches).toContainEqual([9]);
});

test('one bad piece of work is found by halves; the others go through', async () => {
  const bad = Object.assign(new Error('duplicate key'), { code: '23505' });
  const { combine, drain } = rig({ fails: batch => (batch.includes(5) ? bad : null) });
  const answers = await drain(Promise.allSettled(Array.from({ length: 9 }, (_, work) => combine('a', work))));
  expect(answers.map(answer => answer.status)).toEqual(
    Array.from({ length: 9 }, (_, work) => (work === 5 ? 'rejected' : 'fulfilled')),
  );
});

test('a lost connection is tried once more, then everybody is told to come back', async () => {
  const once = rig({ fails: (_, count) => (count === 1 ? lost() : null) });
  expect(await once.drain(once.combine('a', 1))).toBe('done 1');
  const always = rig({ fails: () => lost() });
  await expect(always.drain(always.combine('a', 1))).rejects.toMatchObject({
    code: 'busy',
    facts: { retryAfterMs: 1_000 },
  });
  expect(always.batches).toHaveLength(2);
});

test('a queue that is full says so at once', async () => {
  const { combine, drain } = rig({ waitingMax: 3 });
  const waiting = [1, 2, 3].map(work => combine('a', work));
  await expect(combine('a', 4)).rejects.toMatchObject({ code: 'busy' });
  await drain(Promise.all(waiting));
  await expect(drain(combine('a', 5))).resolves.toBe('done 5');
});

test('a refusal of one is no refusal of its neighbours', async () => {
  const combine = createCombiner<number, number>({
    flush: async batch =>
      batch.map(work =>
        work === 2 ? { kind: 'refused', error: refusal('sold-out', { left: 0 }) } : { kind: 'answer', answer: work },
      ),
  });
  const answers = await Promise.allSettled([1, 2, 3].map(work => combine('a', work)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('[IN-10] a crowd waits until the others are done, and goes on in smaller batches, one at a time', async () => {
  let pass: () => void = () => {};
  let asked = 0;
  const giveWay = () => {
    asked += 1;
    return asked > 1 ? null : new Promise<void>(resolve => (pass = resolve));
  };
  const { combine, batches, drain } = rig({ giveWay, batchMax: 100 });
  const all = Promise.all(Array.from({ length: 200 }, (_, work) => combine('a', work)));
  for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve));
  expect(batches).toEqual([]);
  pass();
  await new Promise(resolve => setImmediate(resolve));
  expect(batches.map(batch => batch.length)).toEqual([limits.crowdedBatchMax]);
  await drain(all);
  expect(batches.flat()).toEqual(Array.from({ length: 200 }, (_, work) => work));
  expect(Math.max(...batches.map(batch => batch.length))).toBe(limits.crowdedBatchMax);
});

test('[IN-10] a few never wait for others', async () => {
  const { combine, drain } = rig({ giveWay: () => new Promise<void>(() => {}) });
  expect(await drain(Promise.all([combine('a', 1), combine('a', 2)]))).toEqual(['done 1', 'done 2']);
});

test('[IN-10] when no others have come by for a while, a crowd goes two at a time again', async () => {
  let asked = 0;
  const { combine, together, drain } = rig({ giveWay: () => (++asked > 1 ? null : Promise.resolve()), batchMax: 10 });
  const batches = limits.crowdGivesWayBatches + 8;
  await drain(Promise.all(Array.from({ length: 10 * batches }, (_, work) => combine('a', work))));
  expect(Math.max(...together.slice(0, limits.crowdGivesWayBatches))).toBe(1);
  expect(Math.max(...together)).toBe(2);
});

const company = [
  { how: 'among themselves all at once', way: null, most: 40 },
  { how: 'while others come by a few in each turn', way: Promise.resolve(), most: limits.settledPerTurn },
];

test.each(company)('[IN-10] those of a crowd are answered $how', async ({ way, most }) => {
  const perTurn: number[] = [];
  let told = 0;
  const combine = createCombiner<number, number>({
    giveWay: () => way,
    batchMax: 40,
    flush: async batch => batch.map(work => ({ kind: 'answer', answer: work })),
  });
  const all = Promise.all(
    Array.from({ length: 40 }, (__, work) =>
      combine('a', work).then(() => {
        told += 1;
      }),
    ),
  );
  for (let before = 0; told < 40; before = told) {
    await new Promise(resolve => setImmediate(resolve));
    perTurn.push(told - before);
  }
  await all;
  // A turn of the test may be two of theirs.
  expect(Math.max(...perTurn)).toBeGreaterThanOrEqual(most);
  expect(Math.max(...perTurn)).toBeLessThanOrEqual(2 * most);
});

test('[IN-10] a crowd minds those who came and went while its transaction was under way', async () => {
  let passed = 0;
  const { combine, together, drain } = rig({ passedBy: (): number => ++passed, batchMax: 10 });
  await drain(Promise.all(Array.from({ length: 200 }, (_, work) => combine('a', work))));
  expect(Math.max(...together)).toBe(1);
});
