import { expect, test } from 'vitest';
import { createFreshCache } from './fresh-cache.ts';

function counting() {
  let loads = 0;
  return { load: async () => ++loads, loads: () => loads };
}

test('many who ask at once wait for one load', async () => {
  const cache = createFreshCache<number>({ freshMs: 100, entriesMax: 10 });
  const source = counting();
  expect(await Promise.all([1, 2, 3].map(() => cache.get('a', 0, source.load)))).toEqual([1, 1, 1]);
});

test('what is no longer fresh is answered once more while the next is fetched, and is given up when old', async () => {
  const cache = createFreshCache<number>({ freshMs: 100, entriesMax: 10 });
  const source = counting();
  await cache.get('a', 0, source.load);
  expect(await cache.get('a', 150, source.load)).toBe(1);
  expect(await cache.get('a', 160, source.load)).toBe(2);
  expect(await cache.get('a', 900, source.load)).toBe(3);
});

test('a load that fails is not kept', async () => {
  const cache = createFreshCache<number>({ freshMs: 100, entriesMax: 10 });
  await expect(cache.get('a', 0, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await cache.get('a', 1, async () => 7)).toBe(7);
});

test('it holds no more than it may', async () => {
  const cache = createFreshCache<number>({ freshMs: 100, entriesMax: 2 });
  const source = counting();
  for (const key of ['a', 'b', 'c']) await cache.get(key, 0, source.load);
  await cache.get('c', 1, source.load);
  expect(source.loads()).toBe(3);
  await cache.get('a', 1, source.load);
  expect(source.loads()).toBe(4);
});
