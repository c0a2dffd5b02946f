import { type OrderView, placeOrderSchema } from '#shared/api/orders.ts';
import { poolGroups } from '#shared/inventory/pool-groups.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { inputHashOf } from '../../db/answer-once.ts';
import type { Db } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { type Combiner, createCombiner } from '../holds/create-combiner.ts';
import { requirePermission } from '../require-permission.ts';
import { knownSaleFacts } from './known-sale-facts.ts';
import { placeOrders, type WaitingOrder, waitingOrder } from './place-orders.ts';
import { placesOf } from './prepare-order.ts';

/**
 * Quotes a cart, keeps its places and writes the order down. It waits for payment or approval until its hold lapses.
 * Orders for the same pools are placed together with whoever else waits for them (IN-5).
 */
export async function placeOrder(ctx: Ctx, eventId: EventId, raw: unknown): Promise<OrderView> {
  requirePermission(ctx, 'orders:place');
  const input = placeOrderSchema.parse(raw);
  const counter = counterOf(ctx.db);
  return counter.oneByOne(`${ctx.orgId} ${input.orderId}`, async () => {
    const facts = await knownSaleFacts(ctx, eventId);
    const hash = inputHashOf({ eventId, ...input }).toString('hex');
    const order = waitingOrder({ ctx, eventId, input, hash }, facts);
    return counter.place(laneOf(ctx, eventId, facts.tiers, placesOf(facts, input)), order);
  });
}

/** Orders that touch the same pools wait in one lane; those of other pools do not wait for them. */
function laneOf(
  ctx: Ctx,
  eventId: EventId,
  tiers: Parameters<typeof poolGroups>[0],
  places: ReturnType<typeof placesOf>,
): string {
  const groupOf = poolGroups(tiers);
  const groups = new Set(places.map(({ poolId }) => groupOf.get(poolId) ?? poolId));
  return [ctx.orgId, eventId, ...[...groups].sort()].join(' ');
}

type Counter = {
  readonly place: Combiner<WaitingOrder, OrderView>;
  readonly oneByOne: (key: string, work: () => Promise<OrderView>) => Promise<OrderView>;
};
const counters = new WeakMap<Db, Counter>();

/** One queue for each database this process sells from. */
function counterOf(db: Db): Counter {
  const counter = counters.get(db) ?? { place: createCombiner({ flush: placeOrders }), oneByOne: oneByOne() };
  counters.set(db, counter);
  return counter;
}

/** The same id never stands in a batch twice: the second waits for the first and then finds its answer. */
function oneByOne(): Counter['oneByOne'] {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    const settled = mine.then(forget, forget);
    function forget() {
      if (last.get(key) === settled) last.delete(key);
    }
    last.set(key, settled);
    return mine;
  };
}
