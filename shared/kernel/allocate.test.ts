import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, basisPointsOf, shareOf } from './allocate.ts';

test('[PR-6] what is left over goes to the largest remainders, ties to the earlier part', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(10, [1, 2, 4])).toEqual([1, 3, 6]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(allocate(5, [0, 0])).toEqual([3, 2]);
  expect(allocate(7, [0, 3])).toEqual([0, 7]);
  expect(allocate(0, [])).toEqual([]);
});

test('[PR-2] the parts sum exactly, differ from the exact share by less than one, and have the sum’s sign', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
      fc.array(fc.nat({ max: 2_000_000_000 }), { minLength: 1, maxLength: 20 }),
      (total, weights) => {
        const parts = allocate(total, weights);
        const sum = weights.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const weight = sum === 0 ? 1 / weights.length : (weights[index] ?? 0) / sum;
          expect(Math.abs(part - total * weight)).toBeLessThan(1.001);
          expect(part * Math.sign(total)).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});

test('[PR-2] rounding is half-up, half away from zero below it', () => {
  expect([1249, 1250, 1251].map(minor => basisPointsOf(minor, 200))).toEqual([25, 25, 25]);
  expect([124, 125, 126].map(minor => basisPointsOf(minor, 2000))).toEqual([25, 25, 25]);
  expect([2, 3].map(minor => shareOf(minor, 1, 4))).toEqual([1, 1]);
  expect([-2, -1].map(minor => shareOf(minor, 1, 4))).toEqual([-1, 0]);
});
