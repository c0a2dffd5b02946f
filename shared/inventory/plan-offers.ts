import type { PoolId } from '../kernel/ids.ts';
import { addMs, type Instant, msBetween } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { planHolds } from './plan-holds.ts';
import { type Pool, type PoolChange, type PoolPlaces, placesPerPool } from './pool.ts';

/** Somebody in the line of an event, in front of the pools of their tier. */
export type InLine<Key> = { readonly key: Key; readonly poolIds: readonly PoolId[]; readonly quantity: number };

export type OffersPlan<Key> = {
  readonly offers: readonly { readonly key: Key; readonly places: readonly PoolPlaces[] }[];
  readonly changes: readonly PoolChange[];
};

/**
 * WL-4: offers free places along the line, oldest first. Everybody gets all they wait for or nothing yet; while somebody waits for
 * more places of a pool than are free, nobody behind them gets those.
 */
export function planOffers<Key>(pools: readonly Pool[], line: readonly InLine<Key>[]): OffersPlan<Key> {
  const { outcomes, changes } = planHolds(
    pools,
    line.map(each => ({ key: { key: each.key, places: placesPerPool([each]) }, wanted: placesPerPool([each]) })),
  );
  return { offers: outcomes.flatMap(({ kind, key }) => (kind === 'held' ? [key] : [])), changes };
}

/** WL-5: a quarter of what is left of the sale, so that others can have a turn as well; not too short, nor too long, nor beyond it. */
export function offerLapsesAt(now: Instant, saleClosesAt: Instant): Instant {
  const left = msBetween(saleClosesAt, now);
  const time = Math.min(limits.waitingListOfferMs, Math.max(limits.waitingListOfferMsMin, Math.floor(left / 4)));
  return addMs(now, Math.max(0, Math.min(left, time)));
}
