import { type SeededRandom, seededRandom } from '#shared/testing/seeded-random.ts';

/** Chance of its own for each part of a run, so that leaving one thing out changes nothing else. */
export function streamOf(seed: number, part: number): SeededRandom {
  return seededRandom(Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(part + 1, 40_503));
}
