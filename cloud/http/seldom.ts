import { type Instant, instantMs } from '#shared/kernel/instant.ts';
import type { Log } from '../services/ports.ts';

const everyMs = 60_000;

/** A log that a flood does not fill: one event is told at once, then once a minute at the most, with how many were not. */
export function seldom(event: string, { log, now }: { readonly log: Log; readonly now: () => Instant }): Log {
  let toldMs = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return entry => {
    if (entry.event !== event) return log(entry);
    const nowMs = instantMs(now());
    if (nowMs < toldMs + everyMs) {
      untold += 1;
      return;
    }
    log(untold === 0 ? entry : { ...entry, alsoSince: untold });
    toldMs = nowMs;
    untold = 0;
  };
}
