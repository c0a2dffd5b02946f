import { expect, test } from 'vitest';
import { anAllotment, aPool } from '../testing/a-pool.ts';
import { anId } from '../testing/an-id.ts';
import { planLend, planLentSale, planReturn, planWriteOff } from './plan-lend.ts';

const poolId = anId('PoolId', 1);

test('[IN-3] lending takes places from the pool', () => {
  expect(planLend([aPool()], anAllotment(), { epoch: 1, have: 0, want: 4 })).toMatchObject({
    kind: 'planned',
    plan: { allotment: { granted: 4 }, changes: [{ poolId, sold: 0, held: 0, lent: 4 }] },
  });
});

test('[IN-3] asking again after a lost answer gives the same grant', () => {
  const granted = anAllotment({ granted: 4 });
  expect(planLend([aPool({ lent: 4 })], granted, { epoch: 1, have: 0, want: 4 })).toEqual({
    kind: 'planned',
    plan: { allotment: granted, changes: [] },
  });
});

test('[IN-3] a station gets what is left when it wants more, and is told when nothing is', () => {
  const ask = { epoch: 1, have: 0, want: 4 };
  expect(planLend([aPool({ sold: 8 })], anAllotment(), ask)).toMatchObject({ plan: { allotment: { granted: 2 } } });
  expect(planLend([aPool({ sold: 10 })], anAllotment(), ask)).toMatchObject({ refusal: { code: 'sold-out' } });
});

test('[IN-3] nothing is lent under an epoch that ended', () => {
  const ask = { epoch: 1, have: 4, want: 4 };
  for (const over of [{ state: 'written-off' }, { state: 'closed' }, { epoch: 2 }] as const)
    expect(planLend([aPool()], anAllotment({ granted: 4, ...over }), ask)).toMatchObject({
      refusal: { code: 'allotment-closed' },
    });
});

test('[IN-6] a station neither sells nor returns more than it has', () => {
  const [pools, allotment] = [[aPool({ lent: 3 })], anAllotment({ granted: 4, sold: 1 })];
  expect(planLentSale(pools, allotment, 4)).toMatchObject({ refusal: { code: 'conflict' } });
  expect(planReturn(pools, allotment, { places: 4, close: true })).toMatchObject({ refusal: { code: 'bad-input' } });
  expect(planLentSale(pools, allotment, 3)).toMatchObject({
    plan: { allotment: { sold: 4 }, changes: [{ poolId, sold: 3, held: 0, lent: -3 }] },
  });
  expect(planReturn(pools, allotment, { places: 3, close: true })).toMatchObject({
    plan: { allotment: { returned: 3, state: 'closed' }, changes: [{ poolId, lent: -3 }] },
  });
  expect(planReturn(pools, allotment, { places: 2, close: true })).toMatchObject({
    plan: { allotment: { returned: 2, state: 'open' } },
  });
});

test('[IN-3] [IN-11] writing off frees what was not known to be sold; sales that arrive later are kept', () => {
  const lost = planWriteOff([aPool({ sold: 6, lent: 3 })], anAllotment({ granted: 4, sold: 1 }));
  expect(lost).toMatchObject({ plan: { allotment: { state: 'written-off' }, changes: [{ poolId, lent: -3 }] } });
  const writtenOff = anAllotment({ granted: 4, sold: 1, state: 'written-off' });
  expect(planLentSale([aPool({ sold: 9 })], writtenOff, 3)).toMatchObject({
    plan: { allotment: { sold: 4, oversoldByDecision: 2 }, changes: [{ poolId, sold: 1, lent: 0 }] },
  });
});
