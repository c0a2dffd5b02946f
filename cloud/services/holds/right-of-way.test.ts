import { expect, test } from 'vitest';
import { createRightOfWay } from './right-of-way.ts';

const hot = 'hot';
const quiet = 'quiet';
const other = 'other';
const never = 2_000_000_000;

test('[IN-10] the way is clear while only the organization itself is at work', () => {
  const way = createRightOfWay();
  way.enter(hot);
  expect(way.clear(hot, never)).toBeNull();
});

test('[IN-10] it is clear again once the last request for the others has ended', async () => {
  const way = createRightOfWay();
  const leave = [way.enter(quiet), way.enter(quiet), way.enter(other)];
  way.enter(hot);
  let cleared = false;
  const clear = way.clear(hot, never)?.then(() => (cleared = true));
  leave[0]?.();
  leave[2]?.();
  await new Promise(resolve => setImmediate(resolve));
  expect(cleared).toBe(false);
  leave[1]?.();
  await clear;
  expect(cleared).toBe(true);
  expect(way.clear(hot, never)).toBeNull();
});

test('[IN-10] what takes too long is waited for once; whoever comes after it is waited for again', async () => {
  const way = createRightOfWay();
  way.enter(quiet);
  await way.clear(hot, 1);
  expect(way.clear(hot, never)).toBeNull();
  const leave = way.enter(other);
  const clear = way.clear(hot, never);
  expect(clear).not.toBeNull();
  leave();
  await clear;
});
