import type { Planned } from '../kernel/refusal.ts';
import { type Pool, type PoolChange, type PoolPlaces, planTaking } from './pool.ts';

/** IN-1: reserves places, all of them or none. */
export function planHold(pools: readonly Pool[], wanted: readonly PoolPlaces[]): Planned<readonly PoolChange[]> {
  return planTaking(pools, wanted, places => ({ sold: 0, held: places, lent: 0 }));
}
