import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Planned } from '../kernel/refusal.ts';
import { anAllotment, aPool } from '../testing/a-pool.ts';
import { anId } from '../testing/an-id.ts';
import { allotmentLeft } from './allotment.ts';
import { planCommit } from './plan-commit.ts';
import { planHold } from './plan-hold.ts';
import { planHolds } from './plan-holds.ts';
import { planLend, planLentSale, planReturn, planWriteOff } from './plan-lend.ts';
import { planGiveBack, planRelease } from './plan-release.ts';
import { applyPoolChanges, type Pool, type PoolChange, type PoolPlaces, poolLeft } from './pool.ts';

const [own, house] = [anId('PoolId', 1), anId('PoolId', 2)];
const step = fc.record({
  verb: fc.constantFrom(
    'hold',
    'holds',
    'commit',
    'lapse',
    'pay late',
    'refund',
    'lend',
    'sell lent',
    'return',
    'write off',
  ),
  places: fc.integer({ min: 1, max: 5 }),
  alsoHouse: fc.boolean(),
  pick: fc.nat({ max: 20 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What the counters must add up to, kept apart from them. */
type World = {
  pools: readonly Pool[];
  readonly held: (readonly PoolPlaces[])[];
  readonly lapsed: (readonly PoolPlaces[])[];
  readonly sold: (readonly PoolPlaces[])[];
  allotment: ReturnType<typeof anAllotment>;
};

function wantedBy({ places, alsoHouse }: Step): readonly PoolPlaces[] {
  return [{ poolId: own, places }, ...(alsoHouse ? [{ poolId: house, places }] : [])];
}

function take<T>(list: T[], pick: number): T | undefined {
  return list.length === 0 ? undefined : list.splice(pick % list.length, 1)[0];
}

function runHolding(world: World, now: Step): readonly PoolChange[] {
  const wanted = wantedBy(now);
  if (now.verb === 'hold') {
    const planned = planHold(world.pools, wanted);
    if (planned.kind === 'planned') world.held.push(wanted);
    return planned.kind === 'planned' ? planned.plan : [];
  }
  const waiting = [wanted, wanted, [{ poolId: own, places: 1 }]].map(each => ({ key: each, wanted: each }));
  const plan = planHolds(world.pools, waiting, now.alsoHouse ? 'strict' : 'fitting');
  world.held.push(...plan.outcomes.flatMap(outcome => (outcome.kind === 'held' ? [outcome.key] : [])));
  return plan.changes;
}

function runEnding(world: World, now: Step): readonly PoolChange[] {
  const from = now.verb === 'refund' ? world.sold : now.verb === 'pay late' ? world.lapsed : world.held;
  const places = take(from, now.pick);
  if (places === undefined) return [];
  if (now.verb === 'refund') return planGiveBack(world.pools, places);
  if (now.verb === 'lapse') {
    world.lapsed.push(places);
    return planRelease(world.pools, places);
  }
  const planned = planCommit(world.pools, { state: now.verb === 'commit' ? 'held' : 'lapsed', places });
  if (planned.kind === 'planned') world.sold.push(places);
  return planned.kind === 'planned' ? planned.plan : [];
}

function runLending(world: World, now: Step): readonly PoolChange[] {
  const { pools, allotment } = world;
  const plans = {
    lend: () => planLend(pools, allotment, { epoch: allotment.epoch, have: allotment.granted, want: now.places }),
    'sell lent': () => planLentSale(pools, allotment, now.places),
    return: () => planReturn(pools, allotment, { places: now.places, close: false }),
    'write off': () => planWriteOff(pools, allotment),
  } as const satisfies Record<string, () => Planned<{ readonly changes: readonly PoolChange[] }>>;
  const planned = plans[now.verb as keyof typeof plans]();
  if (planned.kind === 'refused') return [];
  world.allotment = planned.plan.allotment;
  return planned.plan.changes;
}

test('[IN-1] [IN-4] whatever happens in whatever order, no pool is ever oversold or counts below zero', () => {
  const countIn = (lists: readonly (readonly PoolPlaces[])[], poolId: string) =>
    lists.flat().reduce((sum, each) => sum + (each.poolId === poolId ? each.places : 0), 0);
  fc.assert(
    fc.property(
      fc.nat({ max: 20 }),
      fc.nat({ max: 20 }),
      fc.array(step, { maxLength: 60 }),
      (ownCapacity, houseCapacity, steps) => {
        const world: World = {
          pools: [aPool({ capacity: ownCapacity }), aPool({ poolId: house, capacity: houseCapacity })],
          held: [],
          lapsed: [],
          sold: [],
          allotment: anAllotment(),
        };
        for (const now of steps) {
          const run = now.verb.startsWith('hold')
            ? runHolding
            : ['commit', 'lapse', 'pay late', 'refund'].includes(now.verb)
              ? runEnding
              : runLending;
          world.pools = applyPoolChanges(world.pools, run(world, now));
          const { allotment } = world;
          const seated = allotment.sold - allotment.oversoldByDecision;
          for (const pool of world.pools) {
            const lentHere = pool.poolId === own && allotment.state === 'open' ? allotmentLeft(allotment) : 0;
            expect(poolLeft(pool)).toBeGreaterThanOrEqual(0);
            expect(pool.held).toBe(countIn(world.held, pool.poolId));
            expect(pool.lent).toBe(lentHere);
            expect(pool.sold).toBe(countIn(world.sold, pool.poolId) + (pool.poolId === own ? seated : 0));
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('[IN-5] sell-out is exact: with single tickets every place goes, and not one more', () => {
  fc.assert(
    fc.property(fc.nat({ max: 50 }), fc.nat({ max: 100 }), (capacity, buyers) => {
      const waiting = Array.from({ length: buyers }, (_, key) => ({ key, wanted: [{ poolId: own, places: 1 }] }));
      const { outcomes } = planHolds([aPool({ capacity })], waiting);
      expect(outcomes.filter(({ kind }) => kind === 'held')).toHaveLength(Math.min(capacity, buyers));
    }),
  );
});
