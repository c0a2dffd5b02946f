import { expect, test } from 'vitest';
import { anId } from '../testing/an-id.ts';
import { checkGuardianTiers, type GuardedTier } from './check-guardian-tiers.ts';

const adult: GuardedTier = { tierId: anId('TierId', 1), child: null };
const child: GuardedTier = { tierId: anId('TierId', 2), child: { guardianTierIds: [adult.tierId] } };
const childOf = (n: number, ...guardianTierIds: GuardedTier['tierId'][]): GuardedTier => ({
  tierId: anId('TierId', n),
  child: { guardianTierIds },
});
const sentence = (tier: GuardedTier, others: readonly GuardedTier[]) =>
  checkGuardianTiers(tier, others)?.facts.sentence ?? null;

test('[EV-8] guardians are adults', () => {
  expect(sentence(child, [adult])).toBeNull();
  expect(sentence(adult, [child])).toBeNull();
  expect(sentence(childOf(3, anId('TierId', 3)), [adult])).toContain('adults');
  expect(sentence(childOf(3, child.tierId), [adult, child])).toContain('adults');
  expect(sentence(childOf(1, anId('TierId', 4)), [child])).toContain('guardian of another');
  expect(sentence(child, [adult, child])).toBeNull();
});
