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

export function createRightOfWay(): RightOfWay {
  const underWay = new Map<OrgId, number>();
  const waiting = new Map<() => void, OrgId>();
  const othersThan = (orgId: OrgId) => underWay.size - (underWay.has(orgId) ? 1 : 0);

  const leave = (orgId: OrgId): void => {
    const left = (underWay.get(orgId) ?? 1) - 1;
    if (left > 0) underWay.set(orgId, left);
    else underWay.delete(orgId);
    for (const [go, waits] of waiting) if (othersThan(waits) === 0) go();
  };

  return {
    enter: orgId => {
      underWay.set(orgId, (underWay.get(orgId) ?? 0) + 1);
      return () => leave(orgId);
    },
    clear: (orgId, msMax) => {
      if (othersThan(orgId) === 0) return null;
      return new Promise(resolve => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, msMax);
        waiting.set(go, orgId);
      });
    },
  };
}
