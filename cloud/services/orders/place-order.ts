import { type OrderView, type PlaceOrder, placeOrderSchema } from '#shared/api/orders.ts';
import { poolGroups } from '#shared/inventory/pool-groups.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { inputHashOf } from '../../db/answer-once.ts';
import { isOfTheMoment } from '../../db/is-of-the-moment.ts';
import type { Db } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { type Combiner, createCombiner } from '../holds/create-combiner.ts';
import { letOthersPass, othersPassedBy } from '../holds/let-others-pass.ts';
import { guardGuessing } from '../promos/guard-guessing.ts';
import { requirePermission } from '../require-permission.ts';
import { type KnownSaleFacts, knownSaleFacts } from './known-sale-facts.ts';
import { placeOrders } from './place-orders.ts';
import { placesOf } from './prepare-order.ts';
import { type AskedOrder, type WaitingOrder, waitingOrder } from './waiting-order.ts';

/** What comes with an order and is no part of it. */
export type OrderProof = Pick<AskedOrder, 'visitor' | 'offer' | 'trace' | 'shown' | 'replaces'>;

/**
 * Quotes a cart, keeps its places and writes the order down. It waits for payment or approval until its hold lapses.
 * Orders for the same pools are placed together with whoever else waits for them (IN-5). `visitor`: whose turn in the waiting
 * room it is, by the hash of their queue ticket. `offer`: whose offered places are taken (WL-5). `trace`: what the checkout leaves behind.
 * `shown`: the sum they were told. `replaces`: the order of theirs that it takes the place of (SH-9).
 */
export async function placeOrder(
  ctx: Ctx,
  eventId: EventId,
  raw: unknown,
  proof: Partial<OrderProof> = {},
): Promise<OrderView> {
  requirePermission(ctx, 'orders:place');
  const parsed = placeOrderSchema.parse(raw);
  // Nobody at the storefront says they stand at the box office, where answers may wait for the door.
  const input = ctx.actor.kind === 'buyer' ? { ...parsed, channel: 'online' as const } : parsed;
  return guardGuessing(ctx, input.codes, () =>
    queueOrder(ctx, eventId, input, {
      visitor: proof.visitor ?? null,
      offer: proof.offer ?? null,
      trace: proof.trace ?? null,
      shown: proof.shown ?? null,
      replaces: proof.replaces ?? null,
    }),
  );
}

function queueOrder(ctx: Ctx, eventId: EventId, input: PlaceOrder, how: OrderProof): Promise<OrderView> {
  const counter = counterOf(ctx.db);
  return counter.oneByOne(`${ctx.orgId} ${input.orderId}`, async () => {
    const facts = await factsOf(ctx, eventId);
    const hash = inputHashOf({ eventId, ...input }).toString('hex');
    const order = waitingOrder({ ctx, eventId, input, hash, ...how }, facts);
    return counter.place(laneOf(ctx, eventId, facts.tiers, placesOf(facts, input)), order);
  });
}

/** Once more when the database went away under the question; then it is for the buyer to come again. */
async function factsOf(ctx: Ctx, eventId: EventId): Promise<KnownSaleFacts> {
  for (const last of [false, true])
    try {
      return await knownSaleFacts(ctx, eventId);
    } catch (error) {
      if (!isOfTheMoment(error)) throw error;
      if (last) break;
    }
  throw refusal('busy', { retryAfterMs: 1_000 });
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
  const counter = counters.get(db) ?? {
    place: createCombiner({ flush: placeOrders, giveWay: letOthersPass, passedBy: othersPassedBy }),
    oneByOne: oneByOne(),
  };
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
