import type { OrderView } from '#shared/api/orders.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { ShownSum } from '#shared/orders/shown-sum.ts';
import type { OpenedPlacing } from '../../db/placing.ts';
import type { Settled } from '../holds/create-combiner.ts';
import type { PromoBook } from '../promos/promo-book.ts';
import { fitsOffer, type Offers, type StandingOffer } from '../waiting-list/take-offers.ts';
import type { Turns } from '../waiting-room/lock-turns.ts';
import type { GuardianBook } from './guardian-book.ts';
import type { PreparedOrder } from './prepare-order.ts';
import type { Predecessor, ReplacedOrders } from './replaced-orders.ts';
import { prepared, type WaitingOrder } from './waiting-order.ts';

/** What stands still while these orders are judged. */
export type Locked = {
  readonly opened: OpenedPlacing;
  readonly guardians: GuardianBook;
  readonly book: PromoBook;
  readonly turns: Turns;
  readonly offers: Offers;
  readonly replaced: ReplacedOrders;
  /** Of the orders that were answered before, those that have come to nothing since. */
  readonly ended: ReadonlySet<OrderId>;
};

export type Ready = {
  readonly order: WaitingOrder;
  readonly prepared: PreparedOrder;
  /** SH-9: whose place it takes. */
  readonly predecessor: Predecessor | null;
  /** Places that are theirs already: they were offered to them, or their last order has them. */
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
    if (before !== undefined) done.set(orderId, answered(order, before, locked.ended));
    else if (order.facts.version !== locked.opened.version) stale.push(order);
    else {
      const judged = judge(order, locked);
      if (isRefusal(judged)) done.set(orderId, { kind: 'refused', error: judged });
      else ready.push(judged);
    }
  }
  return { done, stale, ready };
}

/** SH-9: to a buyer the answer is no good any more when its order has come to nothing; they may have another one. */
function answered(
  { input, hash, ctx }: WaitingOrder,
  before: OpenedPlacing['stored'][string],
  ended: Locked['ended'],
): Settled<OrderView> {
  const isOver = ctx.actor.kind === 'buyer' && ended.has(input.orderId);
  if (before.hash === hash && !isOver) return { kind: 'answer', answer: before.answer };
  return { kind: 'refused', error: refusal('repeat-differs', { id: input.orderId }) };
}

function judge(order: WaitingOrder, locked: Locked): Ready | Refusal {
  const { guardians, book, replaced } = locked;
  const { email } = order.input.buyer;
  const left = replaced.find(order);
  if (isRefusal(left)) return left;
  if (left !== null) book.giveBack(left.codes, left.order.buyerEmail);
  const made =
    order.prepared ??
    prepared(order, { guardians: guardians.guardiansFor(left?.order ?? null), promos: book.promosFor(email) });
  // An order that waits for another answer than the first one did does not touch it.
  const predecessor = left === null || isRefusal(made) || left.order.state !== made.state ? null : left;
  const judged = isRefusal(made)
    ? made
    : (priceChanged(order.shown, made) ?? admitted({ order, made, predecessor }, locked));
  if (left !== null && (isRefusal(judged) || predecessor === null)) book.use(left.codes, left.order.buyerEmail);
  if (isRefusal(judged)) return judged;
  guardians.bind(judged.prepared, predecessor?.order ?? null);
  book.use(judged.prepared.codes, email);
  if (predecessor !== null) replaced.taken(order);
  return judged;
}

type Asking = {
  readonly order: WaitingOrder;
  readonly made: PreparedOrder;
  readonly predecessor: Predecessor | null;
};

/** By an offer, by the order they have already, or by their turn. */
function admitted({ order, made, predecessor }: Asking, { opened, turns, offers }: Locked): Ready | Refusal {
  const { actor, now } = order.ctx;
  const { tickets } = order.input;
  const own = predecessor?.offer ?? null;
  const keepsOffer = own !== null && (order.offer === null ? fitsOffer(own, tickets) : order.offer === own.entryId);
  if (keepsOffer && !fitsOffer(own, tickets)) return refusal('offer-differs');
  const taken = order.offer === null || keepsOffer ? null : offers.take(order.offer, tickets, now);
  if (isRefusal(taken)) return taken;
  const had = predecessor?.hold.places ?? [];
  const ready = {
    order,
    prepared: lasting(made, predecessor, taken),
    predecessor,
    has: [...had, ...(taken?.places ?? [])],
  };
  if (taken !== null) return ready;
  if (actor.kind !== 'buyer') return { ...ready, has: predecessor === null ? undefined : had };
  if (isPromised(order, opened, had)) return refusal('sold-out', { left: 0, waiting: true });
  // Their turn was good for the order that this one replaces.
  if (predecessor !== null)
    return { ...ready, order: { ...order, visitor: null, offer: keepsOffer ? own.entryId : null } };
  if (needsTurn(order) && !turns.take(order.visitor, now))
    return refusal('queue-first', { opensAt: order.facts.waitingRoom?.opensAt ?? now });
  return { ...ready, has: undefined };
}

/** A change begins no time anew; an offer keeps places as long as it would have stood, where that is longer. */
function lasting(made: PreparedOrder, predecessor: Predecessor | null, offer: StandingOffer | null): PreparedOrder {
  const own = predecessor?.hold.lapsesAt ?? made.lapsesAt;
  return { ...made, lapsesAt: offer !== null && offer.lapsesAt > own ? offer.lapsesAt : own };
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

/** WL-3: what became free is for those who wait, as long as it is enough for the first of them; what somebody `had` is theirs. */
function isPromised(
  { facts, input, places }: WaitingOrder,
  { waited, pools }: OpenedPlacing,
  had: readonly PoolPlaces[],
): boolean {
  const hadOf = (poolId: string) => had.find(each => each.poolId === poolId)?.places ?? 0;
  const more = places.filter(({ poolId, places: wanted }) => wanted > hadOf(poolId)).map(({ poolId }) => poolId);
  return input.tickets.some(({ tierId }) => {
    const first = waited[tierId];
    if (first === undefined) return false;
    const own = facts.tiers.find(tier => tier.tierId === tierId)?.poolIds ?? [];
    if (!own.some(poolId => more.includes(poolId))) return false;
    const lefts = pools
      .filter(({ poolId }) => own.includes(poolId))
      .map(pool => pool.capacity - pool.sold - pool.held - pool.lent);
    return Math.min(...lefts) >= first;
  });
}

export function latest(waiting: readonly WaitingOrder[], first: Instant): Instant {
  return waiting.reduce((at, { ctx }) => (ctx.now > at ? ctx.now : at), first);
}
