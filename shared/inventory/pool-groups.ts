import type { PoolId } from '../kernel/ids.ts';

/** IN-5: pools that tiers tie together, each named by the first of its group. Who buys from one group cannot touch another. */
export function poolGroups(tiers: readonly { readonly poolIds: readonly PoolId[] }[]): ReadonlyMap<PoolId, PoolId> {
  const groupOf = new Map<PoolId, PoolId>();
  for (const { poolIds } of tiers) {
    const joined = new Set(poolIds.map(poolId => groupOf.get(poolId) ?? poolId));
    const [first] = [...joined].sort();
    if (first === undefined) continue;
    for (const poolId of poolIds) groupOf.set(poolId, first);
    for (const [poolId, group] of groupOf) if (joined.has(group)) groupOf.set(poolId, first);
  }
  return groupOf;
}
