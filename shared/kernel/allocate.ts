import { assert } from './assert.ts';

/**
 * PR-6: splits whole minor units by weights so that the parts sum exactly. What rounding leaves over goes to the parts with the largest
 * remainders, ties to the earlier part. Weights that are all zero count as equal.
 */
export function allocate(totalMinor: number, weights: readonly number[]): readonly number[] {
  assert(Number.isSafeInteger(totalMinor), `a split needs whole minor units, got ${totalMinor}`);
  assert(
    weights.every(weight => Number.isSafeInteger(weight) && weight >= 0),
    `weights are whole and not negative, got ${weights.join(', ')}`,
  );
  if (weights.length === 0) {
    assert(totalMinor === 0, `nobody to give ${totalMinor} to`);
    return [];
  }
  const even = weights.every(weight => weight === 0);
  const shares = weights.map(weight => BigInt(even ? 1 : weight));
  const sum = shares.reduce((a, b) => a + b, 0n);
  const size = BigInt(Math.abs(totalMinor));
  const parts = shares.map((share, index) => ({ index, part: (size * share) / sum, rest: (size * share) % sum }));
  const missing = size - parts.reduce((given, { part }) => given + part, 0n);
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const extra = new Set(byRest.slice(0, Number(missing)).map(({ index }) => index));
  return parts.map(({ index, part }) => signed(Number(part) + (extra.has(index) ? 1 : 0), totalMinor));
}

/** PR-2: a share of an amount, half-up; half away from zero for negative amounts. */
export function shareOf(minor: number, numerator: number, denominator: number): number {
  assert(Number.isSafeInteger(minor) && denominator > 0, `a share needs whole minor units, got ${minor}`);
  const product = BigInt(Math.abs(minor)) * BigInt(numerator);
  const divisor = BigInt(denominator);
  return signed(Number((product * 2n + divisor) / (divisor * 2n)), minor);
}

/** `shareOf` in hundredths of a percent. */
export function basisPointsOf(minor: number, basisPoints: number): number {
  return shareOf(minor, basisPoints, 10_000);
}

function signed(size: number, like: number): number {
  return like < 0 && size !== 0 ? -size : size;
}
