import type { OrderView } from '#shared/api/orders.ts';
import { applyPoolChanges } from '#shared/inventory/pool.ts';
import { must } from '#shared/kernel/assert.ts';
import type { PoolId } from '#shared/kernel/ids.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { openPlacing, recordPlacing } from '../../db/placing.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Settled } from '../holds/create-combiner.ts';
import { lapseDueHolds } from '../holds/lapse-due-holds.ts';
import { openPromoBook } from '../promos/promo-book.ts';
import { lockOffers, recordTaken } from '../waiting-list/take-offers.ts';
import { lockTurns } from '../waiting-room/lock-turns.ts';
import { decidePlacing } from './decide-placing.ts';
import { endReplaced } from './end-replaced.ts';
import { openGuardianBook } from './guardian-book.ts';
import { type Locked, latest } from './judge-orders.ts';
import { knownSaleFacts } from './known-sale-facts.ts';
import { placeForeseen, rememberPools } from './place-foreseen.ts';
import { type PlacedOrder, placingOf } from './placing-of.ts';
import { loadEnded, lockReplaced } from './replaced-orders.ts';
import { namedGuardians, type WaitingOrder, waitingOrder } from './waiting-order.ts';

const roundsMax = 5;

/**
 * IN-5, IN-9: places orders of one event in the order they came, in one transaction, and answers each once it is on disk. What
 * was answered before is answered again. Orders prepared by facts that have changed since are prepared anew and go again;
 * where places were missing and others' holds are over, those end first.
 */
export async function placeOrders(batch: readonly WaitingOrder[]): Promise<readonly Settled<OrderView>[]> {
  const settled = new Map<string, Settled<OrderView>>();
  let waiting = batch;
  let ended = false;
  for (let round = 1; waiting.length > 0; round += 1) {
    const { done, stale, short, lapsesDue } = await placeOnce(waiting);
    for (const [orderId, outcome] of done) settled.set(orderId, outcome);
    const looksAgain = lapsesDue && !ended;
    const full = waiting.filter(({ input }) => isGuardianFull(done.get(input.orderId)));
    const again = looksAgain ? [...short.map(({ order }) => order), ...full] : [];
    if (again.length > 0) ended = await endLapsed(again);
    else for (const { order, refused } of short) settled.set(order.input.orderId, { kind: 'refused', error: refused });
    const anew = round < roundsMax ? await prepareAnew(stale) : [];
    if (round === roundsMax)
      for (const { input } of stale) settled.set(input.orderId, { kind: 'refused', error: refusal('busy') });
    const next = new Map([...again, ...anew].map(order => [order.input.orderId, order]));
    waiting = batch.flatMap(({ input }) => next.get(input.orderId) ?? []);
  }
  return batch.map(({ input }) => must(settled.get(input.orderId), `what became of ${input.orderId}`));
}

type Round = {
  readonly done: ReadonlyMap<string, Settled<OrderView>>;
  readonly stale: readonly WaitingOrder[];
  readonly short: readonly { readonly order: WaitingOrder; readonly refused: Refusal }[];
  readonly lapsesDue: boolean;
};

async function placeOnce(waiting: readonly WaitingOrder[]): Promise<Round> {
  const foreseen = await placeForeseen(waiting);
  if (foreseen !== null) return { done: foreseen, stale: [], short: [], lapsesDue: false };
  const { ctx, eventId } = must(waiting[0], 'an order that waits');
  return withTenant(ctx.db, ctx.orgId, async (tx, finish) => {
    const { opened, ...locked } = await lockAll(tx, waiting);
    const { done, stale, short, placed, changes } = decidePlacing(waiting, { opened, ...locked });
    if (placed.length > 0) {
      const placing = placingOf(placed, changes);
      const ends = await endReplaced(tx, ctx, eventId, placed);
      await recordTaken(tx, ctx.orgId, eventId, placed.flatMap(takenBy));
      finish(recordPlacing(tx, ctx.orgId, eventId, { ...placing, audit: [...ends, ...placing.audit] }));
      for (const { orderId, answer } of placing.orders) done.set(orderId, { kind: 'answer', answer });
    }
    const isRoomy = short.length === 0 && Object.keys(opened.waited).length === 0;
    rememberPools(ctx, eventId, isRoomy ? applyPoolChanges(opened.pools, changes) : null);
    return { done, stale, short, lapsesDue: opened.lapsesDue };
  });
}

/** Orders to be replaced, guardians, turns, offers, codes, then keys and pools: the same order in every transaction, so that none waits for another in a ring. */
async function lockAll(tx: Tx, waiting: readonly WaitingOrder[]): Promise<Locked> {
  const { ctx, eventId } = must(waiting[0], 'an order that waits');
  const { orgId } = ctx;
  const replaced = await lockReplaced(tx, ctx, eventId, waiting);
  const named = new Set(waiting.flatMap(({ input }) => namedGuardians(input)));
  const guardians = await openGuardianBook(tx, orgId, eventId, [...named]);
  const turns = await lockTurns(
    tx,
    orgId,
    eventId,
    waiting.flatMap(({ visitor }) => visitor ?? []),
  );
  const offers = await lockOffers(
    tx,
    orgId,
    eventId,
    waiting.flatMap(({ offer }) => offer ?? []),
  );
  const coded = waiting.filter(({ input }) => input.codes.length > 0);
  const wanted = {
    codes: [...coded.flatMap(({ input }) => input.codes), ...replaced.codes],
    buyers: [...coded.map(({ input }) => input.buyer.email), ...replaced.buyers],
  };
  const book = await openPromoBook(tx, orgId, eventId, wanted, { forUpdate: true });
  const opened = await openPlacing(tx, {
    orgId,
    eventId,
    orderIds: waiting.map(({ input }) => input.orderId),
    poolIds: [...new Set([...poolIdsOf(waiting), ...offers.poolIds, ...replaced.poolIds])],
    refs: waiting.flatMap(({ refs }) => refs),
    at: latest(waiting, ctx.now),
  });
  const ended = await loadEnded(tx, orgId, Object.keys(opened.stored));
  return { opened, guardians, book, turns, offers, replaced, ended };
}

/** OR-2: children whose time to pay is over may still count. */
function isGuardianFull(outcome: Settled<OrderView> | undefined): boolean {
  return outcome?.kind === 'refused' && isRefusal(outcome.error) && outcome.error.code === 'guardian-ratio';
}

function takenBy({ offer, input }: PlacedOrder) {
  return offer === null ? [] : [{ entryId: offer, orderId: input.orderId }];
}

async function prepareAnew(stale: readonly WaitingOrder[]): Promise<WaitingOrder[]> {
  const [first] = stale;
  if (first === undefined) return [];
  const facts = await knownSaleFacts(first.ctx, first.eventId, first.facts);
  return stale.map(order => waitingOrder(order, facts));
}

/** IN-2: what others let lapse is free, whether the clock's job has been here or not. */
async function endLapsed(orders: readonly WaitingOrder[]): Promise<true> {
  const { ctx, eventId } = must(orders[0], 'an order that found no place');
  const then = { ...ctx, now: latest(orders, ctx.now) };
  await withTenant(ctx.db, ctx.orgId, tx => lapseDueHolds(tx, then, { eventId }));
  return true;
}

function poolIdsOf(waiting: readonly WaitingOrder[]): readonly PoolId[] {
  return [...new Set(waiting.flatMap(({ places }) => places.map(({ poolId }) => poolId)))];
}
