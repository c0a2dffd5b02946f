import { expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { createRightOfWay } from './right-of-way.ts';

const hot = 'hot';
const quiet = 'quiet';
const other = 'other';

test('[IN-10] the way is clear while only the organization itself is at work', () => {
  const way = createRightOfWay();
  way.enter(hot);
  expect(way.clear(hot)).toBeNull();
});

test('[IN-10] it is clear again once the last request for the others has ended', async () => {
  const way = createRightOfWay();
  const leave = [way.enter(quiet), way.enter(quiet), way.enter(other)];
  way.enter(hot);
  let cleared = false;
  const clear = way.clear(hot)?.then(() => (cleared = true));
  leave[0]?.();
  leave[2]?.();
  await new Promise(resolve => setImmediate(resolve));
  expect(cleared).toBe(false);
  leave[1]?.();
  await clear;
  expect(cleared).toBe(true);
  expect(way.clear(hot)).toBeNull();
});

test('[IN-10] what takes too long is waited for once; whoever comes after it is waited for again', async () => {
  const way = createRightOfWay();
  way.enter(quiet);
  await way.clear(hot);
  expect(way.clear(hot)).toBeNull();
  const leave = way.enter(other);
  const clear = way.clear(hot);
  expect(clear).not.toBeNull();
  leave();
  await clear;
});

test('[IN-10] those of one organization that give way go on together', async () => {
  const way = createRightOfWay();
  const leave = way.enter(quiet);
  const all = [way.clear(hot), way.clear(hot)];
  leave();
  await Promise.all(all);
  expect(way.clear(hot)).toBeNull();
});

test('[IN-10] crowds do not wait for each other, but both for whoever is none', async () => {
  const way = createRightOfWay();
  const both = [hot, other];
  for (const whose of both) for (let count = 0; count < limits.crowdFrom; count += 1) way.enter(whose);
  expect(both.map(whose => [way.isCrowd(whose), way.clear(whose)])).toEqual([
    [true, null],
    [true, null],
  ]);
  const leave = way.enter(quiet);
  const cleared = both.map(whose => way.clear(whose));
  expect(cleared).not.toContain(null);
  leave();
  await Promise.all(cleared);
});

test('[IN-10] who comes by for another is noticed also when they are gone already; a crowd and one’s own are not', () => {
  const way = createRightOfWay();
  const before = way.passedBy(hot);
  for (let own = 0; own < 3; own += 1) way.enter(hot)();
  expect(way.passedBy(hot)).toBe(before);
  way.enter(quiet)();
  for (let own = 0; own < 3; own += 1) way.enter(hot)();
  const after = way.passedBy(hot);
  expect(after).not.toBe(before);
  for (let count = 0; count < limits.crowdFrom; count += 1) way.enter(other);
  const withCrowd = way.passedBy(hot);
  way.enter(other);
  expect(way.passedBy(hot)).toBe(withCrowd);
});
