import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { EventId, OrderId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { isPaid, isUnpaid } from '#shared/orders/order-actions.ts';
import { joinSale } from '../../db/placing.ts';
import { holds, orders } from '../../db/tables/orders.ts';
import { promoUses, waitingList } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { HoldRecord } from '../holds/end-hold.ts';
import { loadPaymentsOf } from '../payments/load-payment.ts';
import type { WaitingRecord } from '../waiting-list/load-waiting.ts';
import type { OrderRecord } from './load-order.ts';
import type { WaitingOrder } from './waiting-order.ts';

/** What an unpaid order leaves to the one that takes its place. */
export type Predecessor = {
  readonly order: OrderRecord;
  readonly hold: HoldRecord;
  /** Promo codes it used up once. */
  readonly codes: readonly string[];
  /** WL-5: the offer it took. */
  readonly offer: WaitingRecord | null;
};

/** SH-9: the orders that others are to take the place of, locked; each is replaced once. */
export type ReplacedOrders = {
  readonly poolIds: readonly PoolId[];
  readonly codes: readonly string[];
  readonly buyers: readonly string[];
  /** Null: there is nothing to take over, and the order is one like any other. */
  readonly find: (by: WaitingOrder) => Predecessor | Refusal | null;
  readonly taken: (by: WaitingOrder) => void;
};

export const nothingReplaced: ReplacedOrders = {
  poolIds: [],
  codes: [],
  buyers: [],
  find: () => null,
  taken: () => {},
};

/** Locked before all else, as whoever pays or ends an order locks it first. */
export async function lockReplaced(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  waiting: readonly WaitingOrder[],
): Promise<ReplacedOrders> {
  const ids = waiting.flatMap(({ replaces }) => (replaces === null ? [] : [replaces.orderId]));
  if (ids.length === 0) return nothingReplaced;
  await joinSale(tx, ctx.orgId, eventId);
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.orgId, ctx.orgId), eq(orders.eventId, eventId), inArray(orders.orderId, ids)))
    .orderBy(asc(orders.orderId))
    .for('no key update');
  const found = await loadLeft(tx, ctx, rows);
  const all = [...found.values()];
  return {
    poolIds: all.flatMap(({ hold }) => (hold?.places ?? []).map(({ poolId }) => poolId)),
    codes: all.flatMap(({ codes }) => codes),
    buyers: rows.map(({ buyerEmail }) => buyerEmail),
    find: ({ replaces, ctx: { now } }) => {
      const left = replaces === null ? undefined : found.get(replaces.orderId);
      return left === undefined || left.order.linkVersion !== replaces?.version ? null : predecessor(left, now);
    },
    taken: ({ replaces }) => {
      if (replaces !== null) found.delete(replaces.orderId);
    },
  };
}

type Left = Omit<Predecessor, 'hold'> & { readonly hold: HoldRecord | null; readonly paying: boolean };

/** What was paid stays and is shown; what is being paid stays until it is known what comes of it. */
function predecessor({ paying, hold, ...left }: Left, now: Instant): Predecessor | Refusal | null {
  if (isPaid(left.order.state))
    return refusal('paid-already', { orderId: left.order.orderId, version: left.order.linkVersion });
  if (!isUnpaid(left.order.state)) return null;
  if (paying) return refusal('payment-under-way');
  return hold === null || hold.lapsesAt <= now ? null : { ...left, hold };
}

async function loadLeft(tx: Tx, ctx: Ctx, rows: readonly OrderRecord[]): Promise<Map<OrderId, Left>> {
  const { orgId } = ctx;
  const ids = rows.map(({ orderId }) => orderId);
  const payments = await loadPaymentsOf(tx, orgId, ids);
  const offers = await tx
    .select()
    .from(waitingList)
    .where(and(eq(waitingList.orgId, orgId), eq(waitingList.state, 'taken'), inArray(waitingList.orderId, ids)))
    .orderBy(asc(waitingList.entryId))
    .for('no key update');
  const held = await tx
    .select()
    .from(holds)
    .where(and(eq(holds.orgId, orgId), eq(holds.state, 'held'), inArray(holds.orderId, ids)))
    .orderBy(asc(holds.orderId))
    .for('no key update');
  const uses = await tx
    .select({ orderId: promoUses.orderId, code: promoUses.code })
    .from(promoUses)
    .where(and(eq(promoUses.orgId, orgId), inArray(promoUses.orderId, ids), isNull(promoUses.endedAt)));
  return new Map(
    rows.map(order => {
      const isOurs = (row: { readonly orderId: OrderId | null }) => row.orderId === order.orderId;
      const paying = payments.some(row => isOurs(row) && (row.state === 'processing' || row.state === 'succeeded'));
      const codes = uses.filter(isOurs).map(({ code }) => code);
      const [offer, hold] = [offers.find(isOurs) ?? null, held.find(isOurs) ?? null];
      return [order.orderId, { order, hold, codes, offer, paying }];
    }),
  );
}

/** Of these orders, those that nobody paid for and that keep nothing any more. */
export async function loadEnded(tx: Tx, orgId: OrgId, orderIds: readonly string[]): Promise<ReadonlySet<OrderId>> {
  if (orderIds.length === 0) return new Set();
  const rows = await tx
    .select({ orderId: orders.orderId, state: orders.state })
    .from(orders)
    // Keys of answers, which are the ids of the orders they were about.
    .where(and(eq(orders.orgId, orgId), inArray(orders.orderId, orderIds as readonly OrderId[])));
  return new Set(rows.flatMap(({ orderId, state }) => (isUnpaid(state) || isPaid(state) ? [] : [orderId])));
}
