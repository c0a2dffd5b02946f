import type { PoolId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { poolGroups } from './pool-groups.ts';

/** Whom held places are counted for: a buyer's e-mail address, or where they order from. */
export type HolderKind = 'email' | 'address';

export type OpenPlaces = {
  /** Held and unpaid, in orders other than this one and the one whose place it takes. */
  readonly others: number;
  /** What this order has already, or the one whose place it takes. */
  readonly own: number;
  /** When the first of the others lapse. */
  readonly lapsesAt: Instant | null;
};

/** IN-12: whether somebody may hold so many places more, and how much room is left then. */
export function decideOpenPlaces(
  kind: HolderKind,
  wanted: number,
  { others, own, lapsesAt }: OpenPlaces,
  eventPlaces: number,
): Planned<{ readonly left: number }> {
  const max = openPlacesMax(kind, eventPlaces);
  if (others > 0 && wanted > own && others + wanted > max)
    return { kind: 'refused', refusal: refusal('too-many-held', { who: kind, held: others, max, lapsesAt }) };
  return { kind: 'planned', plan: { left: Math.max(0, max - others - wanted) } };
}

export function openPlacesMax(kind: HolderKind, eventPlaces: number): number {
  const tenth = Math.floor(eventPlaces / limits.openPlacesPerAddressOneIn);
  const usual = kind === 'email' ? limits.openPlacesPerEmail : Math.max(limits.openPlacesPerAddressMin, tenth);
  return Math.min(usual, Math.ceil(eventPlaces / limits.openPlacesOneIn));
}

/** How many people an event has places for. Of pools that share tiers, as a house and its parts, the largest counts. */
export function eventPlaces(
  pools: readonly { readonly poolId: PoolId; readonly capacity: number }[],
  tiers: readonly { readonly poolIds: readonly PoolId[] }[],
): number {
  const groupOf = poolGroups(tiers);
  const largest = new Map<PoolId, number>();
  for (const { poolId, capacity } of pools) {
    const group = groupOf.get(poolId);
    // What no tier draws on is not sold.
    if (group !== undefined) largest.set(group, Math.max(capacity, largest.get(group) ?? 0));
  }
  return [...largest.values()].reduce((sum, capacity) => sum + capacity, 0);
}
