import { type Planned, refusal } from '../kernel/refusal.ts';
import type { Pool } from './pool.ts';

/** IN-7: a pool is made larger or smaller, never smaller than what is taken. */
export function planCapacity(pool: Pool, capacity: number): Planned<Pool> {
  const taken = pool.sold + pool.held + pool.lent;
  if (!Number.isSafeInteger(capacity) || capacity < 0) return refused('a capacity is a whole number of places', taken);
  if (capacity < taken) return refused(`${taken} places are taken already`, taken);
  return { kind: 'planned', plan: { ...pool, capacity } };
}

function refused(sentence: string, taken: number): Planned<Pool> {
  return { kind: 'refused', refusal: refusal('bad-input', { field: 'capacity', sentence, taken }) };
}
