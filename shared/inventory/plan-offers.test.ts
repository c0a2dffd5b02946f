import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, msBetween } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { aPool } from '../testing/a-pool.ts';
import { anId } from '../testing/an-id.ts';
import { planHolds } from './plan-holds.ts';
import { offerLapsesAt, planOffers } from './plan-offers.ts';
import { applyPoolChanges, type Pool, poolLeft } from './pool.ts';

const [own, other, house] = [anId('PoolId', 1), anId('PoolId', 2), anId('PoolId', 3)];
const tiers = [[own], [own, house], [other, house], [house]];
const person = fc
  .record({ tier: fc.nat({ max: 3 }), quantity: fc.integer({ min: 1, max: 5 }) })
  .map(({ tier, quantity }) => ({ poolIds: tiers[tier] ?? [], quantity }));
const situation = fc.record({
  free: fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }), fc.nat({ max: 12 })),
  line: fc.array(person, { maxLength: 12 }).map(people => people.map((each, key) => ({ ...each, key }))),
});
const poolsOf = ([a, b, c]: readonly [number, number, number]): readonly Pool[] => [
  aPool({ poolId: own, capacity: 20, sold: 20 - a }),
  aPool({ poolId: other, capacity: 20, sold: 20 - b }),
  aPool({ poolId: house, capacity: 20, sold: 20 - c }),
];

test('[WL-4] never more is offered than is free, everybody gets all or nothing, and the counters say so', () => {
  fc.assert(
    fc.property(situation, ({ free, line }) => {
      const pools = poolsOf(free);
      const { offers, changes } = planOffers(pools, line);
      for (const after of applyPoolChanges(pools, changes)) {
        const offered = offers.flatMap(({ places }) => places).filter(({ poolId }) => poolId === after.poolId);
        expect(after.held).toBe(offered.reduce((sum, { places }) => sum + places, 0));
        expect(poolLeft(after)).toBeGreaterThanOrEqual(0);
      }
      for (const { key, places } of offers) {
        const asked = line[key];
        expect(places).toEqual((asked?.poolIds ?? []).map(poolId => ({ poolId, places: asked?.quantity })));
      }
    }),
  );
});

test('[WL-4] of those who wait for the same places nobody is overtaken, and nobody who fits and is first is left waiting', () => {
  fc.assert(
    fc.property(situation, ({ free, line }) => {
      const pools = poolsOf(free);
      const served = new Set(planOffers(pools, line).offers.map(({ key }) => key));
      const left = (poolIds: readonly string[]) =>
        Math.min(...pools.filter(({ poolId }) => poolIds.includes(poolId)).map(poolLeft));
      for (const [index, { key, poolIds, quantity }] of line.entries()) {
        const alike = line.slice(0, index).filter(each => each.poolIds === poolIds);
        if (served.has(key)) expect(alike.every(each => served.has(each.key))).toBe(true);
        const [first] = line.filter(each => each.poolIds.some(poolId => poolIds.includes(poolId)));
        if (first?.key === key) expect(served.has(key)).toBe(quantity <= left(poolIds));
      }
    }),
  );
});

test('[WL-4] who waits for four is not overtaken by one who waits for two, and holds up nobody elsewhere', () => {
  const line = [
    { key: 'four', poolIds: [own], quantity: 4 },
    { key: 'two', poolIds: [own], quantity: 2 },
    { key: 'elsewhere', poolIds: [other], quantity: 2 },
  ];
  const offered = (free: number) => planOffers(poolsOf([free, 2, 0]), line).offers.map(({ key }) => key);
  expect(offered(3)).toEqual(['elsewhere']);
  expect(offered(4)).toEqual(['four', 'elsewhere']);
  expect(offered(6)).toEqual(['four', 'two', 'elsewhere']);
});

test('[WL-5] an offer lasts long when there is time, shortly when there is little, and never beyond the sale', () => {
  const lasts = (leftMs: number) => msBetween(offerLapsesAt(at('12:00'), addMs(at('12:00'), leftMs)), at('12:00'));
  expect(lasts(30 * 86_400_000)).toBe(limits.waitingListOfferMs);
  expect(lasts(4_000_000)).toBe(1_000_000);
  expect(lasts(2_000_000)).toBe(limits.waitingListOfferMsMin);
  expect(lasts(60_000)).toBe(60_000);
});

test('[WL-5] an order takes over the places it was offered, whoever stands in front of it, and gives back what it does not use', () => {
  const pools = [aPool({ capacity: 4, sold: 1, held: 2 })];
  const two = [{ poolId: own, places: 2 }];
  const taken = (places: number) =>
    planHolds(pools, [
      { key: 'walk-in', wanted: two },
      { key: 'offered', wanted: [{ poolId: own, places }], has: two },
    ]);
  expect(taken(2)).toEqual({
    outcomes: [
      { key: 'walk-in', kind: 'sold-out', left: 1 },
      { key: 'offered', kind: 'held' },
    ],
    changes: [],
  });
  expect(taken(1).changes).toEqual([{ poolId: own, sold: 0, held: -1, lent: 0 }]);
});
