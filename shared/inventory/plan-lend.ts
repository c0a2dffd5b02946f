import { assert } from '../kernel/assert.ts';
import { type Planned, type RefusalCode, type RefusalFacts, refusal } from '../kernel/refusal.ts';
import { type Allotment, allotmentLeft } from './allotment.ts';
import { applyPoolChanges, mustPool, type Pool, type PoolChange, poolLeft } from './pool.ts';

export type AllotmentPlan = { readonly allotment: Allotment; readonly changes: readonly PoolChange[] };

/**
 * IN-3: lends a station more places. `have` is what the station believes it was granted in all: asking again after a lost answer gives
 * the same grant and takes nothing more. When fewer are left than wanted, it gets those.
 */
export function planLend(
  pools: readonly Pool[],
  allotment: Allotment,
  ask: { readonly epoch: number; readonly have: number; readonly want: number },
): Planned<AllotmentPlan> {
  assert(Number.isSafeInteger(ask.want) && ask.want >= 1, `a station asks for at least one place, got ${ask.want}`);
  if (allotment.state !== 'open' || allotment.epoch !== ask.epoch)
    return refused('allotment-closed', { state: allotment.state, epoch: allotment.epoch });
  if (ask.have < allotment.granted) return { kind: 'planned', plan: { allotment, changes: [] } };
  if (ask.have > allotment.granted) return refused('conflict', { granted: allotment.granted });
  const left = Math.min(...allotment.poolIds.map(poolId => poolLeft(mustPool(pools, poolId))));
  const places = Math.min(ask.want, left);
  if (places <= 0) return refused('sold-out', { left: 0 });
  return planned(pools, { ...allotment, granted: allotment.granted + places }, { lent: places });
}

/** IN-6: the station gives blanks back; nobody else can. Returning all of them closes the allotment if the station says so. */
export function planReturn(
  pools: readonly Pool[],
  allotment: Allotment,
  back: { readonly places: number; readonly close: boolean },
): Planned<AllotmentPlan> {
  const left = allotmentLeft(allotment);
  if (allotment.state !== 'open')
    return refused('allotment-closed', { state: allotment.state, epoch: allotment.epoch });
  if (!Number.isSafeInteger(back.places) || back.places < 0 || back.places > left)
    return refused('bad-input', { field: 'places', sentence: `the station has ${left} to return`, left });
  const returned = { ...allotment, returned: allotment.returned + back.places };
  const closes = back.close && allotmentLeft(returned) === 0;
  return planned(pools, closes ? { ...returned, state: 'closed' } : returned, { lent: -back.places });
}

/** IN-11: the station sold from its roll. Under a written-off epoch the sale is kept: in a free place, or as oversold by decision. */
export function planLentSale(pools: readonly Pool[], allotment: Allotment, places: number): Planned<AllotmentPlan> {
  const sold = { ...allotment, sold: allotment.sold + places };
  if (allotment.state === 'written-off') {
    const left = Math.min(...allotment.poolIds.map(poolId => poolLeft(mustPool(pools, poolId))));
    const seated = Math.max(0, Math.min(places, left));
    const oversoldByDecision = allotment.oversoldByDecision + places - seated;
    return planned(pools, { ...sold, oversoldByDecision }, { sold: seated });
  }
  const left = allotmentLeft(allotment);
  if (places > left) return refused('conflict', { left, places });
  return planned(pools, sold, { sold: places, lent: -places });
}

/** IN-3: somebody decides that the station is lost. What it had not sold as far as we know is free again; its blanks are void. */
export function planWriteOff(pools: readonly Pool[], allotment: Allotment): Planned<AllotmentPlan> {
  if (allotment.state !== 'open')
    return refused('allotment-closed', { state: allotment.state, epoch: allotment.epoch });
  return planned(pools, { ...allotment, state: 'written-off' }, { lent: -allotmentLeft(allotment) });
}

function planned(
  pools: readonly Pool[],
  allotment: Allotment,
  change: Partial<Pick<PoolChange, 'sold' | 'lent'>>,
): Planned<AllotmentPlan> {
  const { sold = 0, lent = 0 } = change;
  const changes = sold === 0 && lent === 0 ? [] : allotment.poolIds.map(poolId => ({ poolId, sold, held: 0, lent }));
  applyPoolChanges(pools, changes);
  return { kind: 'planned', plan: { allotment, changes } };
}

function refused(code: RefusalCode, facts: RefusalFacts): Planned<AllotmentPlan> {
  return { kind: 'refused', refusal: refusal(code, facts) };
}
