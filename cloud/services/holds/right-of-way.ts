import type { Db } from '../../db/with-tenant.ts';

/** For which organizations requests are under way, so that one with a crowd can let those of the others through first. */
export type RightOfWay = {
  /** A request begins; the answer says that it has ended. `whose`: the organization, as its address names it. */
  readonly enter: (whose: string) => () => void;
  /** Null when nobody is there for another one; else once nobody is any more, or when that takes too long. */
  readonly clear: (whose: string, msMax: number) => Promise<void> | null;
};

/** One for each database this process serves. */
const ways = new WeakMap<Db, RightOfWay>();

export function rightOfWay(db: Db): RightOfWay {
  const way = ways.get(db) ?? createRightOfWay();
  ways.set(db, way);
  return way;
}

type Work = { readonly whose: string; slow: boolean };

export function createRightOfWay(): RightOfWay {
  const underWay = new Set<Work>();
  /** How many of them are waited for. */
  const awaited = new Map<string, number>();
  const waiting = new Map<() => void, string>();
  let all = 0;

  const count = (whose: string, by: 1 | -1): void => {
    all += by;
    const left = (awaited.get(whose) ?? 0) + by;
    if (left === 0) awaited.delete(whose);
    else awaited.set(whose, left);
  };
  const isClear = (whose: string) => all === (awaited.get(whose) ?? 0);
  const tell = (): void => {
    for (const [go, whose] of waiting) if (isClear(whose)) go();
  };
  // What takes longer, as a file that is read in, is waited for once and not before every step.
  const giveUp = (whose: string): void => {
    for (const work of underWay) {
      if (work.whose === whose || work.slow) continue;
      work.slow = true;
      count(work.whose, -1);
    }
    tell();
  };

  return {
    enter: whose => {
      const work = { whose, slow: false };
      underWay.add(work);
      count(whose, 1);
      return () => {
        underWay.delete(work);
        if (!work.slow) count(whose, -1);
        tell();
      };
    },
    clear: (whose, msMax) => {
      if (isClear(whose)) return null;
      return new Promise(resolve => {
        const timer = setTimeout(giveUp, msMax, whose);
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        waiting.set(go, whose);
      });
    },
  };
}
