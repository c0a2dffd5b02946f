import { expect, test } from 'vitest';
import { anId } from '../testing/an-id.ts';
import { type EditableTier, planTierEdit } from './plan-tier-edit.ts';

const tier: EditableTier & { readonly name: string } = {
  name: 'Stalls',
  poolIds: [anId('PoolId', 1), anId('PoolId', 2)],
  currency: 'EUR',
  child: null,
  orderMin: 1,
  orderMax: 10,
};
const edit = (placesTaken: number, wanted: Parameters<typeof planTierEdit<typeof tier>>[1]) => {
  const planned = planTierEdit({ tier, placesTaken }, wanted);
  return planned.kind === 'planned' ? planned.plan : `${planned.refusal.code} ${planned.refusal.facts.field}`;
};

test('[EV-4] once places were taken, pools, currency and being an adult tier stay', () => {
  expect(edit(1, { poolIds: [anId('PoolId', 1)] })).toBe('event-locked poolIds');
  expect(edit(1, { currency: 'CHF' })).toBe('event-locked currency');
  expect(edit(1, { child: { childrenPerGuardianMax: 2 } })).toBe('event-locked child');
  expect(edit(1, { name: 'Parkett', poolIds: [anId('PoolId', 2), anId('PoolId', 1)] })).toMatchObject({
    name: 'Parkett',
  });
  expect(edit(0, { poolIds: [anId('PoolId', 1)], currency: 'CHF' })).toMatchObject({ currency: 'CHF' });
});

test('the most per order is not below the least', () => {
  expect(edit(0, { orderMin: 4, orderMax: 2 })).toBe('bad-input orderMax');
});
