import { applyPoolChanges, type Pool, type PoolChange, type PoolPlaces } from './pool.ts';

/** A hold lapsed or was given up: its places are free again. */
export function planRelease(pools: readonly Pool[], places: readonly PoolPlaces[]): readonly PoolChange[] {
  return checked(
    pools,
    places.map(({ poolId, places: count }) => ({ poolId, sold: 0, held: -count, lent: 0 })),
  );
}

/** Tickets became void and go back on sale. */
export function planGiveBack(pools: readonly Pool[], places: readonly PoolPlaces[]): readonly PoolChange[] {
  return checked(
    pools,
    places.map(({ poolId, places: count }) => ({ poolId, sold: -count, held: 0, lent: 0 })),
  );
}

function checked(pools: readonly Pool[], changes: readonly PoolChange[]): readonly PoolChange[] {
  applyPoolChanges(pools, changes);
  return changes;
}
