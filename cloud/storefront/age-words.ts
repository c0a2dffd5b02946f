import type { Shop } from './shop.ts';
import type { ChoiceTier } from './tier-line.tsx';

/** Whom by their years a tier is for, as far as it says so. */
export function ageWords({ say }: Pick<Shop, 'say'>, proof: ChoiceTier['proof']): string | null {
  const { ageMin: min, ageMax: max } = proof ?? { ageMin: null, ageMax: null };
  if (min !== null && max !== null) return say('event.ageBetween', { min, max });
  if (min !== null) return say('event.ageFrom', { min });
  return max === null ? null : say('event.ageUpTo', { max });
}
