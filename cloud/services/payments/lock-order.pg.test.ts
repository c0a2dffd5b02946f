import { afterAll, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId, type RefundId, type TicketId, type TierId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { anOrder, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { meetBehind } from '../../testing/meet-behind.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { watchLocks } from '../../testing/watch-locks.ts';
import { submitEvidence } from '../disputes/answer-dispute.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import { dismissDispute } from '../disputes/give-up-dispute.ts';
import { cancelEvent } from '../events/cancel-event.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { createPromoCode } from '../promos/create-promo-code.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import { acknowledgeRefund } from '../refunds/acknowledge-refund.ts';
import { makeRefund } from '../refunds/make-refund.ts';
import { retryRefund } from '../refunds/retry-refund.ts';
import { startRefundBatch } from '../refunds/start-refund-batch.ts';
import { cancelTicket } from '../tickets/cancel-ticket.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { createTier } from '../tiers/create-tier.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { standing } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const fresh = () => mintId('RefundId', cloud.deps.randomBytes);
const evening = {
  doorsAt: '2027-03-30T18:00:00Z',
  startsAt: '2027-03-30T18:30:00Z',
  endsAt: '2027-03-30T21:00:00Z',
};
const aSale = (capacity = 100) => shop.aSale({ capacity, event: evening });

const row = (table: string, key: string, of: string) => ({
  sql: `select from app.${table} where ${key} = $1 for update`,
  of,
});

async function ticketsOf(orderId: OrderId): Promise<TicketId[]> {
  const { rows } = await cloud.root.query<{ id: TicketId }>(
    'select ticket_id as id from app.tickets where order_id = $1 order by created_at, ticket_id',
    [orderId],
  );
  return rows.map(({ id }) => id);
}

const ticketAt = async (orderId: OrderId, at: number) => must((await ticketsOf(orderId))[at], 'a ticket');

const giveBack = (orderId: OrderId, ticketIds: readonly TicketId[]) =>
  makeRefund(ctx(), orderId, {
    refundId: fresh(),
    wish: { kind: 'tickets', ticketIds, returnsFee: true },
    reason: 'Fell ill',
  });

test('[OR-7] a refund that is tried again while a dispute is being booked waits for it, and is refused', async () => {
  const orderId = await shop.sold(await aSale(), 1);
  const refundId = fresh();
  await makeRefund(ctx(), orderId, { refundId, wish: { kind: 'whole', returnsFee: true }, reason: 'Fell ill' });
  await shop.deliver();
  const { rows } = await cloud.root.query(
    `select r.provider_refund_id as refund, p.charge_id as charge from app.refunds r join app.payments p using (org_id, payment_id)
     where r.refund_id = $1`,
    [refundId],
  );
  await shop.act('finish-refund', { refund: rows[0].refund, outcome: 'failed' });
  await shop.deliver();
  const { id: disputeId } = await shop.act('dispute', { charge: rows[0].charge });
  const deps = { payments: shop.payments, log: cloud.deps.log };
  // The dispute is written and the end of its transaction waits for the log.
  const ends = await meetBehind(cloud, row('audit_heads', 'org_id', cloud.a.orgId), [
    () => followDispute(ctx(), deps, disputeId),
    () => retryRefund(ctx(), refundId, { refundId: fresh() }),
  ]);
  expect(ends).toEqual(['done', 'dispute-open']);
});

test('[OR-6] one ticket is given back while another of the same order is cancelled, and neither waits for the other in a ring', async () => {
  const sale = await aSale();
  const orderId = await shop.sold(sale, 3);
  const [first, second] = [await ticketAt(orderId, 0), await ticketAt(orderId, 1)];
  const ends = await meetBehind(cloud, row('pools', 'pool_id', sale.poolId), [
    () => giveBack(orderId, [first]),
    () => cancelTicket(ctx(), sale.eventId, second, { reason: 'Misbehaved' }),
  ]);
  expect(ends).toEqual(['done', 'done']);
  expect(await standing(orderId)).toMatchObject({ tickets: 1 });
});

async function aFamily(): Promise<{ sale: PublishedEvent; guardian: TicketId; parents: OrderId; child: TierId }> {
  const sale = await aSale();
  const { tierId: child } = await createTier(ctx(), sale.eventId, {
    name: 'Child',
    priceMinor: 900,
    poolIds: [sale.poolId],
    child: { childrenPerGuardianMax: 2, guardianTierIds: [sale.tierId] },
  });
  const parents = await shop.sold(sale, 1);
  return { sale, guardian: await ticketAt(parents, 0), parents, child };
}

const placeChild = async ({ sale, guardian, child }: Awaited<ReturnType<typeof aFamily>>) =>
  (
    await placeOrder(
      ctx(),
      sale.eventId,
      anOrder(cloud, child, 0, { tickets: [{ tierId: child, holder: 'Mia', guardianTicketId: guardian }] }),
    )
  ).orderId;

test('[OR-2] a child is paid for while the ticket of its guardian is cancelled: both are done', async () => {
  const family = await aFamily();
  const orderId = await placeChild(family);
  const started = await shop.start(orderId);
  await shop.confirm(started);
  const ends = await meetBehind(cloud, row('pools', 'pool_id', family.sale.poolId), [
    () => shop.settle(started),
    () => cancelTicket(ctx(), family.sale.eventId, family.guardian, { reason: 'Misbehaved' }),
  ]);
  expect(ends).toEqual(['done', 'done']);
  expect(await standing(orderId)).toMatchObject({ state: 'paid', tickets: 1 });
});

test('[IN-2] paid late while others give up what they had with a code: both are done, and the places are taken again', async () => {
  const sale = await aSale(4);
  await createPromoCode(ctx(), sale.eventId, { code: 'EARLY', kind: 'percent', basisPoints: 1_000, usesMax: 9 });
  const late = await shop.place(sale, 2);
  const started = await shop.start(late);
  await shop.confirm(started);
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs);
  await lapseHolds(ctx());
  const lapsing = await shop.place(sale, 2, { codes: ['EARLY'] });
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs);
  const givenUp = await shop.place(sale, 2, { codes: ['EARLY'] });
  const ends = await meetBehind(cloud, row('pools', 'pool_id', sale.poolId), [
    () => shop.settle(started),
    () => cancelOrder(ctx(), givenUp, { reason: 'Changed their mind' }),
  ]);
  expect(ends).toEqual(['done', 'done']);
  expect(await standing(late)).toMatchObject({ state: 'paid', payments: ['re-seated'] });
  expect(await standing(lapsing)).toMatchObject({ state: 'lapsed' });
});

test('[OR-6] [OR-7] whatever moves money comes to its locks in one order', async () => {
  const { outOfOrder, seen } = watchLocks(cloud.deps.db);
  const sale = await aSale();
  await createPromoCode(ctx(), sale.eventId, { code: 'EARLY', kind: 'percent', basisPoints: 1_000 });
  const [refunded, disputed, warned, elsewhere, returned] = await sellAll(sale, 5);
  await failAndTryAgain(refunded);
  const deps = { payments: shop.payments, log: cloud.deps.log, papers: cloud.deps.papers };
  const { id } = await shop.act('dispute', { charge: await chargeOf(disputed) });
  await shop.deliver();
  await submitEvidence(ctx(), deps, id, { statement: 'They were there.' });
  await shop.act('close-dispute', { dispute: id, outcome: 'lost' });
  const warning = await shop.act('fraud-warning', { charge: await chargeOf(warned) });
  await shop.deliver();
  await dismissDispute(ctx(), warning.id);
  const on = { stripeAccount: shop.account };
  await shop.simulator.stripe.refunds.create({ charge: await chargeOf(elsewhere), amount: 100 }, on);
  await shop.simulator.stripe.refunds.create({ charge: await chargeOf(elsewhere) }, on);
  await shop.deliver();
  await giveBack(returned, [await ticketAt(returned, 0)]);
  await transferTicket(ctx(), cloud.deps.keyVault, sale.eventId, await ticketAt(returned, 1), { holder: 'Bo' });
  await cancelTicket(ctx(), sale.eventId, await ticketAt(warned, 0), { reason: 'Misbehaved' });
  const [late, givenUp] = [await shop.place(sale, 1), await shop.place(sale, 1, { codes: ['EARLY'] })];
  const [paidLate, open] = [await shop.start(late), await shop.start(givenUp)];
  await shop.confirm(paidLate);
  await cancelOrder(ctx(), givenUp, { reason: 'Changed their mind' });
  await shop.confirm(open);
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs);
  await lapseHolds(ctx());
  await shop.deliver();
  await shop.place(sale, 1);
  await cancelEvent(ctx(), sale.eventId, { version: 2, reason: 'Flooded' });
  const batchId = mintId('RefundBatchId', cloud.deps.randomBytes);
  await startRefundBatch(ctx(), sale.eventId, { batchId, returnsFee: true, reason: 'Flooded' });
  await shop.deliver();
  await reconcile(ctx(), { ...deps, keyVault: cloud.deps.keyVault });
  expect(outOfOrder).toEqual([]);
  // It read what was sent: a paid order, a refund, a dispute that is lost, a batch, a ticket by itself.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'orders payments holds pools',
      'orders tickets pools payments',
      'orders disputes tickets pools audit',
      'refund_batches orders tickets pools disputes payments',
      'orders refunds payments audit',
    ]),
  );
  expect((await shop.books())[0]).toBe('whole');
});

async function sellAll(sale: PublishedEvent, count: number) {
  const sold: OrderId[] = [];
  for (let n = 0; n < count; n += 1) {
    const orderId = await shop.place(sale, 2);
    await shop.confirm(await shop.start(orderId));
    sold.push(orderId);
  }
  await shop.deliver();
  return sold as [OrderId, OrderId, OrderId, OrderId, OrderId];
}

async function failAndTryAgain(orderId: OrderId): Promise<void> {
  const fail = async (refundId: RefundId) => {
    await shop.deliver();
    const { rows } = await cloud.root.query('select provider_refund_id as id from app.refunds where refund_id = $1', [
      refundId,
    ]);
    await shop.act('finish-refund', { refund: rows[0].id, outcome: 'failed' });
    await shop.deliver();
  };
  const [first, again] = [fresh(), fresh()];
  await makeRefund(ctx(), orderId, { refundId: first, wish: { kind: 'whole', returnsFee: true }, reason: 'Fell ill' });
  await fail(first);
  await retryRefund(ctx(), first, { refundId: again });
  await fail(again);
  await acknowledgeRefund(ctx(), again, { settledAs: 'paid-outside' });
}

async function chargeOf(orderId: OrderId): Promise<string> {
  return (await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId])).rows[0]
    .charge_id;
}
