import { expect, test } from 'vitest';
import { createBulkhead } from './create-bulkhead.ts';

const never = 2_000_000_000;
const settle = () => new Promise<void>(resolve => setImmediate(resolve));

test('[IN-10] so many of one organization are inside at once; the next comes in when one leaves, in the order they came', async () => {
  const enter = createBulkhead({ most: 2, msMax: never });
  const entered: number[] = [];
  const leave: (() => void)[] = [];
  for (const visitor of [1, 2, 3, 4])
    void enter('hot').then(out => {
      entered.push(visitor);
      leave.push(out);
    });
  await settle();
  expect(entered).toEqual([1, 2]);
  leave[1]?.();
  await settle();
  expect(entered).toEqual([1, 2, 3]);
  leave[0]?.();
  leave[2]?.();
  await settle();
  expect(entered).toEqual([1, 2, 3, 4]);
});

test('[IN-10] a full house is nothing to another organization, and an empty one is full again only when as many are in it', async () => {
  const enter = createBulkhead({ most: 1, msMax: never });
  const leaveHot = await enter('hot');
  (await enter('quiet'))();
  leaveHot();
  const [again, waits] = [await enter('hot'), enter('hot')];
  let entered = false;
  void waits.then(() => (entered = true));
  await settle();
  expect(entered).toBe(false);
  again();
  await waits;
});

test('[IN-10] requests that never end shut nobody out: whoever waited long enough comes in', async () => {
  const enter = createBulkhead({ most: 1, msMax: 1 });
  const first = await enter('hot');
  const second = await enter('hot');
  const third = enter('hot');
  first();
  (await third)();
  second();
  await enter('hot');
});
