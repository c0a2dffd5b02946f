import { instantFromMs } from '#shared/kernel/instant.ts';
import type { StationClock } from './ports.ts';

/** This computer's clock and timers. */
export const nodeClock: StationClock = {
  now: () => instantFromMs(Date.now()),
  monotonicMs: () => performance.now(),
  later: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
