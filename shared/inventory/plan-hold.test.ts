import { expect, test } from 'vitest';
import { aPool } from '../testing/a-pool.ts';
import { anId } from '../testing/an-id.ts';
import { planCapacity } from './plan-capacity.ts';
import { planCommit } from './plan-commit.ts';
import { planHold } from './plan-hold.ts';
import { planHolds } from './plan-holds.ts';
import { placesPerPool } from './pool.ts';

const [tier, house] = [anId('PoolId', 1), anId('PoolId', 2)];
const pools = [aPool({ capacity: 10, sold: 7 }), aPool({ poolId: house, capacity: 100, sold: 98 })];

test('[IN-1] a ticket takes a place in every pool of its tier', () => {
  expect(
    placesPerPool([
      { poolIds: [house, tier, tier], quantity: 2 },
      { poolIds: [house], quantity: 3 },
      { poolIds: [house], quantity: 0 },
    ]),
  ).toEqual([
    { poolId: tier, places: 2 },
    { poolId: house, places: 5 },
  ]);
});

test('[IN-1] a hold takes all its places or none', () => {
  const wanted = (places: number) => placesPerPool([{ poolIds: [tier, house], quantity: places }]);
  expect(planHold(pools, wanted(2))).toEqual({
    kind: 'planned',
    plan: [
      { poolId: tier, sold: 0, held: 2, lent: 0 },
      { poolId: house, sold: 0, held: 2, lent: 0 },
    ],
  });
  expect(planHold(pools, wanted(3))).toMatchObject({
    kind: 'refused',
    refusal: { code: 'sold-out', facts: { left: 2 } },
  });
});

test('[IN-1] what is lent counts as gone', () => {
  expect(planHold([aPool({ lent: 10 })], [{ poolId: tier, places: 1 }]).kind).toBe('refused');
});

test('[IN-2] a payment that arrives after the hold ended takes the places again if it can', () => {
  const places = [{ poolId: tier, places: 3 }];
  const sold = { kind: 'planned', plan: [{ poolId: tier, sold: 3, held: 0, lent: 0 }] };
  expect(planCommit([aPool()], { state: 'lapsed', places })).toEqual(sold);
  expect(planCommit([aPool({ sold: 8 })], { state: 'lapsed', places })).toMatchObject({ kind: 'refused' });
  expect(planCommit([aPool({ held: 3 })], { state: 'held', places })).toEqual({
    kind: 'planned',
    plan: [{ poolId: tier, sold: 3, held: -3, lent: 0 }],
  });
});

const waiting = (...counts: readonly number[]) =>
  counts.map((places, index) => ({ key: `order ${index + 1}`, wanted: [{ poolId: tier, places }] }));
const told = (counts: readonly number[], policy: 'strict' | 'fitting') =>
  planHolds([aPool()], waiting(...counts), policy).outcomes.map(outcome =>
    outcome.kind === 'held' ? 'held' : outcome.left,
  );

test('[IN-5] holds are served in the order they came', () => {
  expect(planHolds([aPool()], waiting(4, 4, 2, 1))).toEqual({
    outcomes: [
      { key: 'order 1', kind: 'held' },
      { key: 'order 2', kind: 'held' },
      { key: 'order 3', kind: 'held' },
      { key: 'order 4', kind: 'sold-out', left: 0 },
    ],
    changes: [{ poolId: tier, sold: 0, held: 10, lent: 0 }],
  });
});

test('[IN-5] nobody passes who was offered the last places, unless the policy says so', () => {
  expect(told([8, 4, 2, 1], 'strict')).toEqual(['held', 2, 2, 2]);
  expect(told([8, 4, 2, 1], 'fitting')).toEqual(['held', 2, 'held', 0]);
});

test('[IN-5] the offer on one pool holds nobody up on another', () => {
  const both = [aPool({ capacity: 1 }), aPool({ poolId: house })];
  const plan = planHolds(both, [...waiting(2), { key: 'elsewhere', wanted: [{ poolId: house, places: 2 }] }]);
  expect(plan.outcomes.map(({ kind }) => kind)).toEqual(['sold-out', 'held']);
});

test('[IN-7] a pool never becomes smaller than what is taken', () => {
  const pool = aPool({ sold: 3, held: 2, lent: 1 });
  expect(planCapacity(pool, 6)).toEqual({ kind: 'planned', plan: { ...pool, capacity: 6 } });
  expect(planCapacity(pool, 5)).toMatchObject({ kind: 'refused', refusal: { code: 'bad-input', facts: { taken: 6 } } });
});
