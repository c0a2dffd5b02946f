import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import { planHolds } from '#shared/inventory/plan-holds.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import { must } from '#shared/kernel/assert.ts';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import type { EventId, PoolId } from '#shared/kernel/ids.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { NamedGuardian } from '#shared/orders/check-guardians.ts';
import { type OpenedPlacing, openPlacing, recordPlacing } from '../../db/placing.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Settled } from '../holds/create-combiner.ts';
import { lapseDueHolds } from '../holds/lapse-due-holds.ts';
import { type KnownSaleFacts, knownSaleFacts } from './known-sale-facts.ts';
import { loadNamedGuardians } from './load-named-guardians.ts';
import { type PlacedOrder, placingOf } from './placing-of.ts';
import { type PreparedOrder, placesOf, prepareOrder } from './prepare-order.ts';

type AskedOrder = {
  readonly ctx: Ctx;
  readonly eventId: EventId;
  readonly input: PlaceOrder;
  /** Of the input, to tell a repeat from another order under the same id. */
  readonly hash: string;
};

/** An order in the queue, prepared by the facts that were known when it came. */
export type WaitingOrder = AskedOrder & {
  readonly facts: KnownSaleFacts;
  readonly places: readonly PoolPlaces[];
  /** Null where rows have to be locked first: guardians by name. */
  readonly prepared: PreparedOrder | Refusal | null;
  /** Refs to choose from, in case one is taken. */
  readonly refs: readonly string[];
};

/** PR-1: an order is judged by the instant it came, however long it waits. A refusal counts once the facts prove up to date. */
export function waitingOrder(asked: AskedOrder, facts: KnownSaleFacts): WaitingOrder {
  const { ctx, input } = asked;
  const letters = encodeBase32(ctx.randomBytes(15));
  return {
    ...asked,
    facts,
    places: placesOf(facts, input),
    prepared: namedGuardians(input).length > 0 ? null : prepare({ ...asked, facts }, []),
    refs: [letters.slice(0, 5), letters.slice(5, 10), letters.slice(10, 16), letters.slice(16, 24)],
  };
}

/**
 * IN-5: places orders of one event in the order they came, in one transaction, and answers each once it is on disk. What was
 * answered before is answered again. Orders prepared by facts that have changed since are prepared anew and go again;
 * where places were missing and others' holds are over, those end first.
 */
export async function placeOrders(batch: readonly WaitingOrder[]): Promise<readonly Settled<OrderView>[]> {
  const settled = new Map<string, Settled<OrderView>>();
  let waiting = batch;
  let ended = false;
  for (let round = 0; waiting.length > 0; round += 1) {
    const { done, stale, short, lapsesDue } = await placeOnce(waiting);
    for (const [orderId, outcome] of done) settled.set(orderId, outcome);
    const again = lapsesDue && !ended ? short.map(({ order }) => order) : [];
    if (again.length > 0) ended = await endLapsed(again);
    else for (const { order, refused } of short) settled.set(order.input.orderId, { kind: 'refused', error: refused });
    const anew = round < 5 ? await prepareAnew(stale) : [];
    if (round >= 5)
      for (const order of stale) settled.set(order.input.orderId, { kind: 'refused', error: refusal('busy') });
    waiting = batch.flatMap(({ input: { orderId } }) =>
      [...again, ...anew].filter(order => order.input.orderId === orderId),
    );
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
  const { ctx, eventId } = must(waiting[0], 'an order that waits');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const guardians = await lockGuardians(tx, ctx, eventId, waiting);
    const opened = await openPlacing(tx, {
      orgId: ctx.orgId,
      eventId,
      orderIds: waiting.map(({ input }) => input.orderId),
      poolIds: poolIdsOf(waiting),
      refs: waiting.flatMap(({ refs }) => refs),
      at: latest(waiting),
    });
    const { done, stale, ready } = sort(waiting, opened, guardians);
    const { outcomes, changes } = planHolds(
      opened.pools,
      ready.map(each => ({ key: each, wanted: each.order.places })),
    );
    const placed: PlacedOrder[] = [];
    const short: { order: WaitingOrder; refused: Refusal }[] = [];
    const refs = new Set(opened.takenRefs);
    for (const outcome of outcomes) {
      const { order, prepared } = outcome.key;
      if (outcome.kind === 'held') placed.push({ ...order, prepared, ref: freeRef(order, refs) });
      else short.push({ order, refused: refusal('sold-out', { left: outcome.left }) });
    }
    if (placed.length > 0) {
      const placing = placingOf(placed, changes);
      await recordPlacing(tx, ctx.orgId, eventId, placing);
      for (const { orderId, answer } of placing.orders) done.set(orderId, { kind: 'answer', answer });
    }
    return { done, stale, short, lapsesDue: opened.lapsesDue };
  });
}

/** Who was answered before, who has to be looked at again, and who may have places if there are any. */
function sort(waiting: readonly WaitingOrder[], opened: OpenedPlacing, guardians: readonly NamedGuardian[]) {
  const done = new Map<string, Settled<OrderView>>();
  const stale: WaitingOrder[] = [];
  const ready: { readonly order: WaitingOrder; readonly prepared: PreparedOrder }[] = [];
  for (const order of waiting) {
    const { orderId } = order.input;
    const stored = opened.stored[orderId];
    if (stored !== undefined) {
      const same = stored.hash === order.hash;
      done.set(
        orderId,
        same
          ? { kind: 'answer', answer: stored.answer }
          : { kind: 'refused', error: refusal('repeat-differs', { id: orderId }) },
      );
    } else if (order.facts.version !== opened.version) stale.push(order);
    else {
      const prepared = order.prepared ?? prepare(order, guardians);
      if (isRefusal(prepared)) done.set(orderId, { kind: 'refused', error: prepared });
      else ready.push({ order, prepared });
    }
  }
  return { done, stale, ready };
}

function prepare(
  order: AskedOrder & { readonly facts: KnownSaleFacts },
  guardians: readonly NamedGuardian[],
): PreparedOrder | Refusal {
  try {
    return prepareOrder(order.ctx, order.facts, order.input, guardians);
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
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
  const then = { ...ctx, now: latest(orders) };
  await withTenant(ctx.db, ctx.orgId, tx => lapseDueHolds(tx, then, { eventId }));
  return true;
}

// In the same place of every transaction, before any pool is locked.
async function lockGuardians(tx: Tx, ctx: Ctx, eventId: EventId, waiting: readonly WaitingOrder[]) {
  const named = new Set(waiting.flatMap(({ input }) => namedGuardians(input)));
  return loadNamedGuardians(tx, ctx.orgId, eventId, [...named]);
}

function namedGuardians(input: PlaceOrder) {
  return input.tickets.flatMap(({ guardianTicketId }) => guardianTicketId ?? []);
}

function poolIdsOf(waiting: readonly WaitingOrder[]): readonly PoolId[] {
  return [...new Set(waiting.flatMap(({ places }) => places.map(({ poolId }) => poolId)))];
}

function latest(waiting: readonly WaitingOrder[]) {
  return waiting.reduce((at, { ctx }) => (ctx.now > at ? ctx.now : at), must(waiting[0], 'an order').ctx.now);
}

/** A few letters that are free in the event; more when those run short. */
function freeRef(order: WaitingOrder, taken: Set<string>): string {
  const ref = order.refs.find(each => !taken.has(each));
  if (ref === undefined) throw refusal('busy');
  taken.add(ref);
  return ref;
}
