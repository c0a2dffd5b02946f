import type { OrderView } from '#shared/api/orders.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { NamedGuardian } from '#shared/orders/check-guardians.ts';
import type { OpenedPlacing } from '../../db/placing.ts';
import type { Settled } from '../holds/create-combiner.ts';
import type { PromoBook } from '../promos/promo-book.ts';
import type { Offers } from '../waiting-list/take-offers.ts';
import type { Turns } from '../waiting-room/lock-turns.ts';
import type { PreparedOrder } from './prepare-order.ts';
import { prepared, type ShownSum, type WaitingOrder } from './waiting-order.ts';

/** What stands still while these orders are judged. */
export type Locked = {
  readonly opened: OpenedPlacing;
  readonly guardians: readonly NamedGuardian[];
  readonly book: PromoBook;
  readonly turns: Turns;
  readonly offers: Offers;
};

export type Ready = {
  readonly order: WaitingOrder;
  readonly prepared: PreparedOrder;
  /** Places that were offered to them and are theirs already. */
  readonly has: readonly PoolPlaces[] | undefined;
};

export type Judged = {
  readonly done: Map<string, Settled<OrderView>>;
  /** Prepared by facts that have changed since. */
  readonly stale: readonly WaitingOrder[];
  /** Those who may have places if there are any. */
  readonly ready: readonly Ready[];
};

/** Who was answered before, who has to be looked at again, who may not, and who may, each in the order they came. */
export function judgeOrders(waiting: readonly WaitingOrder[], locked: Locked): Judged {
  const done: Judged['done'] = new Map();
  const stale: WaitingOrder[] = [];
  const ready: Ready[] = [];
  for (const order of waiting) {
    const { orderId } = order.input;
    const before = locked.opened.stored[orderId];
    if (before !== undefined) done.set(orderId, answered(order, before));
    else if (order.facts.version !== locked.opened.version) stale.push(order);
    else {
      const judged = judge(order, locked);
      if (isRefusal(judged)) done.set(orderId, { kind: 'refused', error: judged });
      else ready.push({ order, ...judged });
    }
  }
  return { done, stale, ready };
}

function answered(order: WaitingOrder, before: OpenedPlacing['stored'][string]): Settled<OrderView> {
  if (before.hash === order.hash) return { kind: 'answer', answer: before.answer };
  return { kind: 'refused', error: refusal('repeat-differs', { id: order.input.orderId }) };
}

function judge(
  order: WaitingOrder,
  { opened, guardians, book, turns, offers }: Locked,
): Omit<Ready, 'order'> | Refusal {
  const { email } = order.input.buyer;
  const made = order.prepared ?? prepared(order, { guardians, promos: book.promosFor(email) });
  if (isRefusal(made)) return made;
  const changed = priceChanged(order.shown, made);
  if (changed !== null) return changed;
  if (order.offer !== null) {
    const offer = offers.take(order.offer, order.input.tickets, order.ctx.now);
    if (isRefusal(offer)) return offer;
    book.use(made.codes, email);
    const lapsesAt = made.lapsesAt > offer.lapsesAt ? made.lapsesAt : offer.lapsesAt;
    return { prepared: { ...made, lapsesAt }, has: offer.places };
  }
  if (order.ctx.actor.kind !== 'buyer') return { prepared: made, has: undefined };
  if (isPromised(order, opened)) return refusal('sold-out', { left: 0, waiting: true });
  if (needsTurn(order) && !turns.take(order.visitor, order.ctx.now))
    return refusal('queue-first', { opensAt: order.facts.waitingRoom?.opensAt ?? order.ctx.now });
  book.use(made.codes, email);
  return { prepared: made, has: undefined };
}

/** PR-1: nobody is asked to pay another sum than they were shown, be it less. */
function priceChanged(shown: ShownSum | null, { quote: { totalMinor, currency } }: PreparedOrder): Refusal | null {
  if (shown === null || (shown.totalMinor === totalMinor && shown.currency === currency)) return null;
  return refusal('price-changed', { shownMinor: shown.totalMinor, totalMinor, currency });
}

/** WR-1: an armed or open room stands before every buyer. */
function needsTurn(order: WaitingOrder): boolean {
  const room = order.facts.waitingRoom;
  return room !== null && room.state !== 'closed';
}

/** WL-3: what became free is for those who wait, as long as it is enough for the first of them. */
function isPromised({ facts, input }: WaitingOrder, { waited, pools }: OpenedPlacing): boolean {
  return input.tickets.some(({ tierId }) => {
    const first = waited[tierId];
    if (first === undefined) return false;
    const own = facts.tiers.find(tier => tier.tierId === tierId)?.poolIds ?? [];
    const lefts = pools
      .filter(({ poolId }) => own.includes(poolId))
      .map(pool => pool.capacity - pool.sold - pool.held - pool.lent);
    return Math.min(...lefts) >= first;
  });
}

export function latest(waiting: readonly WaitingOrder[], first: Instant): Instant {
  return waiting.reduce((at, { ctx }) => (ctx.now > at ? ctx.now : at), first);
}
