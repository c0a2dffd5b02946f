import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId } from '../testing/an-id.ts';
import { poolGroups } from './pool-groups.ts';

const pool = (number: number) => anId('PoolId', number);

test('[IN-5] tiers that share a pool, also through others, are one group', () => {
  const groups = poolGroups([
    { poolIds: [pool(1), pool(9)] },
    { poolIds: [pool(2)] },
    { poolIds: [pool(3), pool(4)] },
    { poolIds: [pool(4), pool(9)] },
  ]);
  expect(Object.fromEntries(groups)).toEqual({
    [pool(1)]: pool(1),
    [pool(9)]: pool(1),
    [pool(2)]: pool(2),
    [pool(3)]: pool(1),
    [pool(4)]: pool(1),
  });
});

test('[IN-5] whatever the tiers, the pools of one tier are in one group, in any order of tiers', () => {
  const tier = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(tier, { maxLength: 8 }), tiers => {
      const asTiers = tiers.map(numbers => ({ poolIds: numbers.map(pool) }));
      const groups = poolGroups(asTiers);
      for (const { poolIds } of asTiers) expect(new Set(poolIds.map(poolId => groups.get(poolId))).size).toBe(1);
      expect(new Map([...poolGroups([...asTiers].reverse())].sort())).toEqual(new Map([...groups].sort()));
    }),
  );
});
