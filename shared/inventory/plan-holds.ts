import type { PoolId } from '../kernel/ids.ts';
import { planHold } from './plan-hold.ts';
import { planRelease } from './plan-release.ts';
import { applyPoolChanges, type Pool, type PoolChange, type PoolPlaces, poolLeft } from './pool.ts';

export type WaitingHold<Key> = {
  readonly key: Key;
  readonly wanted: readonly PoolPlaces[];
  /** Places that are held for them already and go into this hold; nobody else's turn comes before theirs. */
  readonly has?: readonly PoolPlaces[] | undefined;
};

export type HoldOutcome<Key> =
  | { readonly key: Key; readonly kind: 'held' }
  /** `left`: places they could have in the fullest of its pools, to be offered instead. */
  | { readonly key: Key; readonly kind: 'sold-out'; readonly left: number };

export type HoldsPlan<Key> = {
  readonly outcomes: readonly HoldOutcome<Key>[];
  /** One change for each pool touched. */
  readonly changes: readonly PoolChange[];
};

/**
 * IN-5: many waiting holds in one transaction, in the order they came. `strict`: who did not fit is offered what is left, and nobody
 * behind them on that pool is served before they could answer. `fitting`: a later, smaller one may pass.
 */
export function planHolds<Key>(
  pools: readonly Pool[],
  waiting: readonly WaitingHold<Key>[],
  policy: 'strict' | 'fitting' = 'strict',
): HoldsPlan<Key> {
  let now = pools;
  const offered = new Set<PoolId>();
  const outcomes: HoldOutcome<Key>[] = [];
  for (const { key, wanted, has } of waiting) {
    const blocked = policy === 'strict' && has === undefined && wanted.some(({ poolId }) => offered.has(poolId));
    const before = has === undefined ? now : applyPoolChanges(now, planRelease(now, has));
    const planned = blocked ? null : planHold(before, wanted);
    if (planned?.kind === 'planned') {
      now = applyPoolChanges(before, planned.plan);
      outcomes.push({ key, kind: 'held' });
    } else {
      const tight = tightPools(now, wanted);
      for (const pool of tight) offered.add(pool.poolId);
      outcomes.push({ key, kind: 'sold-out', left: leftFor(before, wanted) });
    }
  }
  const changes = now.flatMap((pool, index) => {
    const held = pool.held - (pools[index]?.held ?? 0);
    return held === 0 ? [] : [{ poolId: pool.poolId, sold: 0, held, lent: 0 }];
  });
  return { outcomes, changes };
}

function tightPools(pools: readonly Pool[], wanted: readonly PoolPlaces[]): readonly Pool[] {
  return pools.filter(pool =>
    wanted.some(({ poolId, places }) => poolId === pool.poolId && places > poolLeft(pool) && poolLeft(pool) > 0),
  );
}

function leftFor(pools: readonly Pool[], wanted: readonly PoolPlaces[]): number {
  const lefts = pools.filter(pool => wanted.some(({ poolId }) => poolId === pool.poolId)).map(poolLeft);
  return Math.max(0, Math.min(...lefts));
}
