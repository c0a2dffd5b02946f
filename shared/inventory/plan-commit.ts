import { assert } from '../kernel/assert.ts';
import type { Planned } from '../kernel/refusal.ts';
import { applyPoolChanges, mustPool, type Pool, type PoolChange, type PoolPlaces, planTaking } from './pool.ts';

export type HoldState = 'held' | 'sold' | 'released' | 'lapsed';

/**
 * The buyer paid: held places become sold. IN-2: if the hold had ended before, the places are taken again if they can be; `sold-out`
 * means that the payment goes back in full.
 */
export function planCommit(
  pools: readonly Pool[],
  hold: { readonly state: HoldState; readonly places: readonly PoolPlaces[] },
): Planned<readonly PoolChange[]> {
  assert(hold.state !== 'sold', 'a hold is sold once');
  if (hold.state !== 'held') return planTaking(pools, hold.places, places => ({ sold: places, held: 0, lent: 0 }));
  const changes = hold.places.map(({ poolId, places }) => {
    const pool = mustPool(pools, poolId);
    assert(pool.held >= places, `a hold of ${places} is among the ${pool.held} held`);
    return { poolId, sold: places, held: -places, lent: 0 };
  });
  applyPoolChanges(pools, changes);
  return { kind: 'planned', plan: changes };
}
