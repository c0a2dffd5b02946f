import { limits } from '#shared/kernel/limits.ts';
import type { Db } from '../../db/with-tenant.ts';

/** For which organizations requests are under way, so that one with a crowd can let those of the others through first. */
export type RightOfWay = {
  /** A request begins; the answer says that it has ended. `whose`: the organization, as its address names it. */
  readonly enter: (whose: string) => () => void;
  /** Whether so many are there for it at once that they are a crowd. */
  readonly isCrowd: (whose: string) => boolean;
  /** Another number whenever somebody has come by for another organization, unless they came in a crowd. */
  readonly passedBy: (whose: string) => number;
  /** Null when nobody but crowds is there for others; else once that is so, or when it takes too long. */
  readonly clear: (whose: string) => Promise<void> | null;
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
  /** Of each that gives way, when its crowd goes on: all of it waits for the same. */
  const waiting = new Map<string, { readonly clear: Promise<void>; readonly go: () => void }>();
  const visits = createVisits();

  const count = (whose: string, by: 1 | -1): void => addTo(awaited, whose, by);
  const isCrowd = (whose: string) => (awaited.get(whose) ?? 0) >= limits.crowdFrom;
  // Crowds do not wait for each other, or both would stand still.
  const isClear = (whose: string) => [...awaited.keys()].every(other => other === whose || isCrowd(other));
  const tell = (): void => {
    for (const [whose, { go }] of waiting) if (isClear(whose)) go();
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
      if (!isCrowd(whose)) visits.note(whose);
      underWay.add(work);
      count(whose, 1);
      // Whoever is a crowd from now on is waited for no more.
      if (waiting.size > 0 && awaited.get(whose) === limits.crowdFrom) tell();
      return () => {
        underWay.delete(work);
        if (!work.slow) count(whose, -1);
        tell();
      };
    },
    isCrowd,
    passedBy: visits.lastOfOthers,
    clear: whose => {
      if (isClear(whose)) return null;
      const already = waiting.get(whose);
      if (already !== undefined) return already.clear;
      const { promise: clear, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(giveUp, limits.crowdGivesWayMsMax, whose);
      waiting.set(whose, {
        clear,
        go: () => {
          clearTimeout(timer);
          waiting.delete(whose);
          resolve();
        },
      });
      return clear;
    },
  };
}

/** What has come to nothing is forgotten. */
function addTo(counts: Map<string, number>, key: string, by: number): void {
  const left = (counts.get(key) ?? 0) + by;
  if (left === 0) counts.delete(key);
  else counts.set(key, left);
}

/** Numbers visits, and knows of any organization the last one that was for another. */
function createVisits() {
  // Whoever asks is one of the two at most.
  let last = { whose: '', number: 0 };
  let before = last;
  return {
    note: (whose: string): void => {
      if (whose !== last.whose) before = last;
      last = { whose, number: last.number + 1 };
    },
    lastOfOthers: (whose: string): number => (last.whose === whose ? before : last).number,
  };
}
