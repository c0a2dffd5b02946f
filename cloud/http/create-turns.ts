/** Waits until it is the turn of whoever this is. */
export type Turns = (who: string) => Promise<void>;

/**
 * Lets a few requests in at a time, one of each organization in rotation, and looks at the network in between: however many
 * stand in line for one organization, somebody who comes for another is next. While nobody waits, nobody is held up.
 * `later`: runs a function once what arrived meanwhile was read.
 */
export function createTurns(options: { readonly perTurn: number; readonly later: (work: () => void) => void }): Turns {
  const { perTurn, later } = options;
  const lines = new Map<string, (() => void)[]>();
  let taken = 0;
  let due = false;

  const turn = (): void => {
    due = false;
    taken = 0;
    while (taken < perTurn && lines.size > 0) letNextIn();
    if (taken > 0) callLater();
  };

  /** The first of the line that has waited longest for its turn; what is left of the line goes behind the others. */
  const letNextIn = (): void => {
    for (const [who, line] of lines) {
      lines.delete(who);
      const enter = line.shift();
      if (line.length > 0) lines.set(who, line);
      taken += 1;
      enter?.();
      return;
    }
  };

  const callLater = (): void => {
    if (due) return;
    due = true;
    later(turn);
  };

  return who => {
    callLater();
    if (lines.size === 0 && taken < perTurn) {
      taken += 1;
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const line = lines.get(who) ?? [];
      line.push(resolve);
      lines.set(who, line);
    });
  };
}
