import type { OrderView } from '#shared/api/orders.ts';
import { planHolds } from '#shared/inventory/plan-holds.ts';
import type { PoolChange } from '#shared/inventory/pool.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { Settled } from '../holds/create-combiner.ts';
import { judgeOrders, type Locked } from './judge-orders.ts';
import type { PlacedOrder } from './placing-of.ts';
import type { WaitingOrder } from './waiting-order.ts';

/** What becomes of orders by what is true while they are looked at. */
export type Decided = {
  /** Answered before, or refused. */
  readonly done: Map<string, Settled<OrderView>>;
  /** Prepared by facts that have changed since. */
  readonly stale: readonly WaitingOrder[];
  /** There was no room for these. */
  readonly short: readonly { readonly order: WaitingOrder; readonly refused: Refusal }[];
  readonly placed: readonly PlacedOrder[];
  readonly changes: readonly PoolChange[];
};

/** Who is placed, and with which ref, in the order they came. */
export function decidePlacing(waiting: readonly WaitingOrder[], locked: Locked): Decided {
  const { done, stale, ready } = judgeOrders(waiting, locked);
  const { outcomes, changes } = planHolds(
    locked.opened.pools,
    ready.map(each => ({ key: each, wanted: each.order.places, has: each.has })),
  );
  const placed: PlacedOrder[] = [];
  const short: { order: WaitingOrder; refused: Refusal }[] = [];
  const refs = new Set(locked.opened.takenRefs);
  for (const outcome of outcomes) {
    const { order, prepared, predecessor } = outcome.key;
    if (outcome.kind === 'held') placed.push({ ...order, prepared, predecessor, ref: freeRef(order, refs) });
    else short.push({ order, refused: refusal('sold-out', { left: outcome.left }) });
  }
  return { done, stale, short, placed, changes };
}

/** A few letters that are free in the event; more when those are taken. */
function freeRef(order: WaitingOrder, taken: Set<string>): string {
  const ref = order.refs.find(each => !taken.has(each));
  if (ref === undefined) throw refusal('busy');
  taken.add(ref);
  return ref;
}
