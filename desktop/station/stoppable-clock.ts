import type { StationClock } from './ports.ts';

/** A clock whose timers all end with the station: a window that still listens must not wake a file that is closed. */
export function stoppableClock(clock: StationClock): StationClock & { readonly stop: () => void } {
  const pending = new Set<() => void>();
  let stopped = false;
  return {
    ...clock,
    later: (delayMs, work) => {
      if (stopped) return () => {};
      const cancelTimer = clock.later(delayMs, () => {
        pending.delete(cancel);
        work();
      });
      const cancel = () => {
        pending.delete(cancel);
        cancelTimer();
      };
      pending.add(cancel);
      return cancel;
    },
    stop: () => {
      stopped = true;
      for (const cancel of [...pending]) cancel();
    },
  };
}
