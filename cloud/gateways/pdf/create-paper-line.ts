import { refusal } from '#shared/kernel/refusal.ts';

/** Does the work when it is the turn of whoever this is, and answers what came of it. */
export type PaperLine = <T>(who: string, work: () => Promise<T>) => Promise<T>;

/**
 * A line before what draws papers: one at a time, organizations in turn, so that nobody's papers are behind all those of a house
 * whose buyers all want theirs. `waitingMax` of one organization wait and `waitingInAllMax` of all; whoever is more is told to come
 * again, and nobody waits for what takes for ever.
 */
export function createPaperLine(options: {
  readonly waitingMax: number;
  readonly waitingInAllMax: number;
  readonly retryAfterMs: number;
}): PaperLine {
  const lines = new Map<string, (() => void)[]>();
  let waiting = 0;
  let busy = false;

  /** The first of whoever has waited longest for a turn; the rest of that line goes behind the others. */
  const next = (): void => {
    const [first] = lines;
    busy = first !== undefined;
    if (first === undefined) return;
    const [who, line] = first;
    lines.delete(who);
    const enter = line.shift();
    if (line.length > 0) lines.set(who, line);
    waiting -= 1;
    enter?.();
  };

  const turn = (who: string): Promise<void> => {
    if (!busy) {
      busy = true;
      return Promise.resolve();
    }
    const line = lines.get(who) ?? [];
    if (waiting >= options.waitingInAllMax || line.length >= options.waitingMax)
      throw refusal('busy', { retryAfterMs: options.retryAfterMs });
    waiting += 1;
    lines.set(who, line);
    return new Promise(resolve => line.push(resolve));
  };

  return async (who, work) => {
    await turn(who);
    try {
      return await work();
    } finally {
      next();
    }
  };
}
