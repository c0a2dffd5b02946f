import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../testing/a-mirror-ticket.ts';
import { backOffMs } from './back-off.ts';
import { correctedInstant, estimateClockOffset } from './clock-offset.ts';

/** A station `behindMs` behind the cloud, whose request and answer took so long. */
function sample(behindMs: number, thereMs: number, backMs: number, sentMs = 1_000_000) {
  return { sentMs, receivedMs: sentMs + thereMs + backMs, cloudMs: sentMs + thereMs + behindMs };
}

test('[SY-6] before the first answer nothing is known', () => {
  expect(estimateClockOffset([])).toBeNull();
  expect(correctedInstant(at('19:58'), null)).toBe(at('19:58'));
});

test('[SY-6] the truth lies within the error that is told', () => {
  const latency = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -39_600_000, max: 39_600_000 }),
      fc.array(fc.tuple(latency, latency), { minLength: 1, maxLength: 40 }),
      (behindMs, latencies) => {
        const offset = estimateClockOffset(latencies.map(([there, back]) => sample(behindMs, there, back)));
        expect(Math.abs((offset?.offsetMs ?? 0) - behindMs)).toBeLessThanOrEqual(offset?.errorMs ?? 0);
      },
    ),
  );
});

test('[SY-6] slow exchanges do not blur fast ones', () => {
  const samples = [sample(40_000, 5, 5), sample(40_000, 2_000, 0), sample(40_000, 5, 5), sample(40_000, 0, 1_500)];
  expect(estimateClockOffset(samples)).toEqual({ offsetMs: 40_000, errorMs: 6 });
});

test('[SY-6] once somebody sets the clock, older measurements no longer count', () => {
  const before = Array.from({ length: 12 }, () => sample(0, 5, 5));
  expect(estimateClockOffset([...before, sample(-3_600_000, 5, 5)])?.offsetMs).toBe(-3_600_000);
});

test('[CK-30] a scan is dated by the cloud’s time', () => {
  expect(correctedInstant(at('19:58'), -90_000)).toBe(at('19:56:30'));
});

test('waiting grows from half a second to half a minute and differs between stations', () => {
  expect([1, 2, 3, 20].map(failures => backOffMs(failures, 0))).toEqual([250, 500, 1_000, 15_000]);
  expect([1, 20].map(failures => backOffMs(failures, 0.999))).toEqual([500, 29_985]);
});
