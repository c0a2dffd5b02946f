import { addMs, type Instant } from '../kernel/instant.ts';
import { doorsAt } from './a-door-event.ts';

/** A clock that moves only when told to. */
export type FixedClock = { readonly now: () => Instant; readonly advance: (ms: number) => Instant };

export function fixedClock(start: Instant = doorsAt): FixedClock {
  let now = start;
  return {
    now: () => now,
    advance: ms => {
      now = addMs(now, ms);
      return now;
    },
  };
}
