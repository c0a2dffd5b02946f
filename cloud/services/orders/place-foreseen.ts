import type { OrderView } from '#shared/api/orders.ts';
import { applyPoolChanges, type Pool } from '#shared/inventory/pool.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { recordForeseen } from '../../db/placing.ts';
import { type Db, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Settled } from '../holds/create-combiner.ts';
import { emptyBook } from '../promos/promo-book.ts';
import { decidePlacing } from './decide-placing.ts';
import { emptyGuardianBook } from './guardian-book.ts';
import { latest } from './judge-orders.ts';
import { placingOf } from './placing-of.ts';
import { nothingReplaced } from './replaced-orders.ts';
import { namedGuardians, type WaitingOrder } from './waiting-order.ts';

/** The pools of events as this process saw them last, while there was room and nobody waited; what others sold since is missing. */
const poolsSeen = new WeakMap<Db, Map<EventId, readonly Pool[]>>();
const eventsKept = 500;

/** What the next orders of the event are foreseen by; `pools` null: nothing can be foreseen until they were seen again. */
export function rememberPools({ db }: Pick<Ctx, 'db'>, eventId: EventId, pools: readonly Pool[] | null): void {
  const seen = poolsSeen.get(db) ?? new Map<EventId, readonly Pool[]>();
  poolsSeen.set(db, seen);
  const others = (seen.get(eventId) ?? []).filter(known => !pools?.some(({ poolId }) => poolId === known.poolId));
  seen.delete(eventId);
  // Tiers that share no pool are sold beside each other.
  if (pools !== null) seen.set(eventId, [...others, ...pools]);
  const [oldest] = seen.keys();
  if (seen.size > eventsKept && oldest !== undefined) seen.delete(oldest);
}

/**
 * IN-5: where everybody is sure to get what they ask for, all of a transaction is sent at once, and nobody's locks wait for this
 * process to think. Decided by the pools as they were seen last; the database writes all of it, or nothing unless there is room
 * and nothing has changed. Null when that was not to be foreseen, or turned out otherwise: then it is decided under the locks.
 */
export async function placeForeseen(
  waiting: readonly WaitingOrder[],
): Promise<ReadonlyMap<string, Settled<OrderView>> | null> {
  const { ctx, eventId } = must(waiting[0], 'an order that waits');
  const foreseen = foresee(waiting, poolsSeen.get(ctx.db)?.get(eventId) ?? []);
  if (foreseen === null) return null;
  const { placing, pools, version } = foreseen;
  // Before it is known: the next ones follow while these are under way.
  rememberPools(ctx, eventId, pools);
  let came = false;
  try {
    await withTenant(ctx.db, ctx.orgId, async (tx, finish) => {
      const at = latest(waiting, ctx.now);
      // The commit goes out behind it; it ends nothing where nothing was written.
      finish(recordForeseen(tx, ctx.orgId, eventId, { placing, version, at }).then(placed => (came = placed)));
    });
  } finally {
    if (!came) rememberPools(ctx, eventId, null);
  }
  return came ? new Map(placing.orders.map(({ orderId, answer }) => [orderId, { kind: 'answer', answer }])) : null;
}

function foresee(waiting: readonly WaitingOrder[], seen: readonly Pool[]) {
  const { facts } = must(waiting[0], 'an order that waits');
  if (!waiting.every(isPlain) || !hasAll(seen, waiting)) return null;
  const { placed, changes } = decidePlacing(waiting, {
    opened: { version: facts.version, stored: {}, pools: seen, takenRefs: new Set(), lapsesDue: false, waited: {} },
    guardians: emptyGuardianBook,
    book: emptyBook,
    turns: { take: () => false },
    offers: { poolIds: [], take: () => refusal('hold-lapsed', { lapsedAt: null }) },
    replaced: nothingReplaced,
    ended: new Set(),
  });
  if (placed.length < waiting.length) return null;
  return { placing: placingOf(placed, changes), pools: applyPoolChanges(seen, changes), version: facts.version };
}

/** Nothing of it hangs on rows that have to be locked and read first. */
function isPlain({ input, prepared, visitor, offer, replaces }: WaitingOrder): boolean {
  return (
    prepared !== null &&
    visitor === null &&
    offer === null &&
    replaces === null &&
    input.codes.length === 0 &&
    namedGuardians(input).length === 0
  );
}

function hasAll(seen: readonly Pool[], waiting: readonly WaitingOrder[]): boolean {
  return waiting.every(({ places }) => places.every(({ poolId }) => seen.some(pool => pool.poolId === poolId)));
}
