import { expect, test } from 'vitest';
import { instantFromMs } from '#shared/kernel/instant.ts';
import type { StationClock } from './ports.ts';
import { stoppableClock } from './stoppable-clock.ts';

/** A clock whose timers ring when the test says so. */
function handClock() {
  const waiting = new Set<() => void>();
  const clock: StationClock = {
    now: () => instantFromMs(0),
    monotonicMs: () => 0,
    later: (_, work) => {
      waiting.add(work);
      return () => waiting.delete(work);
    },
  };
  const ring = () => {
    for (const work of [...waiting]) {
      waiting.delete(work);
      work();
    }
  };
  return { clock, ring };
}

test('timers ring until the station ends, and none after', () => {
  const { clock, ring } = handClock();
  const stoppable = stoppableClock(clock);
  const rung: string[] = [];
  stoppable.later(10, () => rung.push('first'));
  ring();
  stoppable.later(10, () => rung.push('pending'));
  stoppable.later(10, () => rung.push('cancelled'))();
  stoppable.stop();
  stoppable.later(10, () => rung.push('late'));
  ring();
  expect(rung).toEqual(['first']);
});
