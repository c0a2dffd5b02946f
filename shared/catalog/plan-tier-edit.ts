import type { PoolId } from '../kernel/ids.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';

export type EditableTier = {
  readonly poolIds: readonly PoolId[];
  readonly currency: string;
  readonly child: object | null;
  readonly orderMin: number;
  readonly orderMax: number;
};

/** EV-4: what of a tier may still change when places were taken through it. */
export function planTierEdit<Tier extends EditableTier>(
  facts: { readonly tier: Tier; readonly placesTaken: number },
  wanted: { readonly [Key in keyof Tier]?: Tier[Key] | undefined },
): Planned<Tier> {
  const next = { ...facts.tier };
  for (const key of Object.keys(wanted) as (keyof Tier)[]) {
    const value = wanted[key];
    if (value !== undefined) next[key] = value as Tier[typeof key];
  }
  if (next.orderMin > next.orderMax)
    return refused('bad-input', 'orderMax', 'the most per order is not below the least per order');
  if (facts.placesTaken > 0) {
    if (!samePools(facts.tier.poolIds, next.poolIds))
      return refused('event-locked', 'poolIds', 'Places were taken from these pools, so the tier keeps them.');
    if (facts.tier.currency !== next.currency)
      return refused('event-locked', 'currency', 'Tickets were sold in this currency, so the tier keeps it.');
    if (facts.tier.child === null && next.child !== null)
      return refused('event-locked', 'child', 'Tickets without a guardian were issued, so this is no child tier.');
  }
  return { kind: 'planned', plan: next };
}

function samePools(a: readonly PoolId[], b: readonly PoolId[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}

function refused(code: 'event-locked' | 'bad-input', field: string, sentence: string): Planned<never> {
  return { kind: 'refused', refusal: refusal(code, { field, sentence }) };
}
