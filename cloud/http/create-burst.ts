/** Counts one more of whoever this is; answers for how long they have to wait, 0 when they have not. */
export type Burst = (who: string, nowMs: number) => number;

/** So many in each window, counted by this process. */
export function createBurst({ most, windowMs }: { readonly most: number; readonly windowMs: number }): Burst {
  let window = 0;
  let counts = new Map<string, number>();
  return (who, nowMs) => {
    const current = Math.floor(nowMs / windowMs);
    if (current !== window) {
      window = current;
      counts = new Map();
    }
    const count = (counts.get(who) ?? 0) + 1;
    counts.set(who, count);
    return count > most ? (current + 1) * windowMs - nowMs : 0;
  };
}
