import { assert, must } from '../kernel/assert.ts';
import type { PoolId } from '../kernel/ids.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';

/** IN-1: places that one or several tiers draw from. */
export type Pool = {
  readonly poolId: PoolId;
  readonly capacity: number;
  readonly sold: number;
  readonly held: number;
  readonly lent: number;
};

export type PoolPlaces = { readonly poolId: PoolId; readonly places: number };

/** What to add to a pool's counters; negative takes away. */
export type PoolChange = {
  readonly poolId: PoolId;
  readonly sold: number;
  readonly held: number;
  readonly lent: number;
};

export function poolLeft(pool: Pool): number {
  return pool.capacity - pool.sold - pool.held - pool.lent;
}

/** How many places a cart takes of each pool: a ticket takes one in every pool of its tier. Pools in the order of their ids. */
export function placesPerPool(
  lines: readonly { readonly poolIds: readonly PoolId[]; readonly quantity: number }[],
): readonly PoolPlaces[] {
  const places = new Map<PoolId, number>();
  for (const { poolIds, quantity } of lines) {
    assert(Number.isSafeInteger(quantity) && quantity >= 0, `a quantity is a whole number, got ${quantity}`);
    for (const poolId of new Set(poolIds)) places.set(poolId, (places.get(poolId) ?? 0) + quantity);
  }
  return [...places]
    .map(([poolId, count]) => ({ poolId, places: count }))
    .filter(wanted => wanted.places > 0)
    .sort((a, b) => (a.poolId < b.poolId ? -1 : 1));
}

/** The pools after the changes. Every plan goes through here, so that no plan can break IN-1. */
export function applyPoolChanges(pools: readonly Pool[], changes: readonly PoolChange[]): readonly Pool[] {
  return pools.map(pool => changes.filter(change => change.poolId === pool.poolId).reduce(applyPoolChange, pool));
}

function applyPoolChange(pool: Pool, change: PoolChange): Pool {
  const after = {
    ...pool,
    sold: pool.sold + change.sold,
    held: pool.held + change.held,
    lent: pool.lent + change.lent,
  };
  const { capacity, sold, held, lent } = after;
  assert(sold >= 0 && held >= 0 && lent >= 0, `a pool counts from zero: ${sold} sold, ${held} held, ${lent} lent`);
  assert(sold + held + lent <= capacity, `IN-1: ${sold} sold + ${held} held + ${lent} lent > ${capacity}`);
  return after;
}

/** The changes, or `sold-out` with how many are left in the fullest pool. */
export function planTaking(
  pools: readonly Pool[],
  wanted: readonly PoolPlaces[],
  take: (places: number) => Pick<PoolChange, 'sold' | 'held' | 'lent'>,
): Planned<readonly PoolChange[]> {
  const lefts = wanted.map(({ poolId, places }) => ({ places, left: Math.max(0, poolLeft(mustPool(pools, poolId))) }));
  if (lefts.some(({ places, left }) => places > left))
    return { kind: 'refused', refusal: refusal('sold-out', { left: Math.min(...lefts.map(({ left }) => left)) }) };
  const changes = wanted.map(({ poolId, places }) => ({ poolId, ...take(places) }));
  applyPoolChanges(pools, changes);
  return { kind: 'planned', plan: changes };
}

export function mustPool(pools: readonly Pool[], poolId: PoolId): Pool {
  return must(
    pools.find(pool => pool.poolId === poolId),
    `pool ${poolId} among those loaded`,
  );
}
