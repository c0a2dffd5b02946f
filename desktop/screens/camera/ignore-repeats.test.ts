import { expect, test } from 'vitest';
import { ignoreRepeats } from './ignore-repeats.ts';

test('[CK-23] a code held before the lens is one scan, however long it is held', () => {
  const isNew = ignoreRepeats(3_000);
  const seen = [0, 40, 2_900, 5_800, 8_700, 11_699].map(nowMs => isNew('A', nowMs));
  expect(seen).toEqual([true, false, false, false, false, false]);
});

test('[CK-23] a code that comes back after three seconds is a new scan, and another code is one at once', () => {
  const isNew = ignoreRepeats(3_000);
  expect(isNew('A', 0)).toBe(true);
  expect(isNew('B', 10)).toBe(true);
  expect(isNew('A', 2_999)).toBe(false);
  expect(isNew('A', 5_998)).toBe(false);
  expect(isNew('A', 8_998)).toBe(true);
});
