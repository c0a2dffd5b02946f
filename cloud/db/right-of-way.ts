import type { Pool } from 'pg';
import type { OrgId } from '#shared/kernel/ids.ts';

/** Which organizations have transactions under way on a pool, so that one with a crowd can let the others through first. */
export type RightOfWay = {
  /** From when a transaction is asked for; the answer says that it has ended. */
  readonly enter: (orgId: OrgId) => () => void;
  /** Null when no other organization is at work; else once none is any more, or when that takes too long. */
  readonly clear: (orgId: OrgId, msMax: number) => Promise<void> | null;
};

const ways = new WeakMap<Pool, RightOfWay>();

export function rightOfWay(db: Pool): RightOfWay {
  const way = ways.get(db) ?? createRightOfWay();
  ways.set(db, way);
  return way;
}

type Work = { readonly orgId: OrgId; slow: boolean };

export function createRightOfWay(): RightOfWay {
  const underWay = new Set<Work>();
  const waiting = new Map<() => void, OrgId>();
  const othersThan = (orgId: OrgId) => [...underWay].filter(work => work.orgId !== orgId && !work.slow);

  const tell = (): void => {
    for (const [go, orgId] of waiting) if (othersThan(orgId).length === 0) go();
  };

  return {
    enter: orgId => {
      const work = { orgId, slow: false };
      underWay.add(work);
      return () => {
        underWay.delete(work);
        tell();
      };
    },
    clear: (orgId, msMax) => {
      if (othersThan(orgId).length === 0) return null;
      return new Promise(resolve => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        // What takes longer, as a roster that is sent to a station, is waited for once and not before every step.
        const timer = setTimeout(() => {
          for (const work of othersThan(orgId)) work.slow = true;
          go();
          tell();
        }, msMax);
        waiting.set(go, orgId);
      });
    },
  };
}
