import type { TierId } from '../kernel/ids.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';

export type GuardedTier = {
  readonly tierId: TierId;
  readonly child: { readonly guardianTierIds: readonly TierId[] } | null;
};

/** EV-8: guardians are adults. A child tier names neither itself nor another child tier, and is named by none. */
export function checkGuardianTiers(tier: GuardedTier, others: readonly GuardedTier[]): Refusal | null {
  if (tier.child === null) return null;
  const { guardianTierIds } = tier.child;
  const childTiers = [tier, ...others.filter(other => other.tierId !== tier.tierId && other.child !== null)];
  if (childTiers.some(({ tierId }) => guardianTierIds.includes(tierId)))
    return refusal('bad-input', { field: 'child', sentence: 'a guardian has a ticket of a tier for adults' });
  if (childTiers.some(({ child }) => child?.guardianTierIds.includes(tier.tierId)))
    return refusal('bad-input', { field: 'child', sentence: 'this tier is the guardian of another child tier' });
  return null;
}
