import type { Allotment } from '../inventory/allotment.ts';
import type { Pool } from '../inventory/pool.ts';
import { anId } from './an-id.ts';

/** Ten free places. */
export function aPool(over: Partial<Pool> = {}): Pool {
  return { poolId: anId('PoolId', 1), capacity: 10, sold: 0, held: 0, lent: 0, ...over };
}

/** Nothing lent yet. */
export function anAllotment(over: Partial<Allotment> = {}): Allotment {
  return {
    allotmentId: anId('AllotmentId', 1),
    epoch: 1,
    granted: 0,
    sold: 0,
    returned: 0,
    state: 'open',
    oversoldByDecision: 0,
    poolIds: [anId('PoolId', 1)],
    ...over,
  };
}
