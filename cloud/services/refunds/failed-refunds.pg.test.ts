import { afterAll, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId, type RefundId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { runJobs } from '../../testing/run-jobs.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import type { OutgoingMail } from '../mailer.ts';
import { drawTheirDocument } from '../order-page/draw-papers.ts';
import { getOrderPage } from '../order-page/get-order-page.ts';
import { getOrder } from '../orders/get-order.ts';
import { orderLink } from '../orders/order-link.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { acknowledgeRefund } from './acknowledge-refund.ts';
import { listRefunds } from './list-refunds.ts';
import { makeRefund } from './make-refund.ts';
import { retryRefund } from './retry-refund.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { balances } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const evening = {
  doorsAt: '2027-03-30T18:00:00Z',
  startsAt: '2027-03-30T18:30:00Z',
  endsAt: '2027-03-30T21:00:00Z',
};
const sale = await shop.aSale({ event: evening });
const fresh = () => mintId('RefundId', cloud.deps.randomBytes);

const sent: OutgoingMail[] = [];
const mailer = {
  send: async (mail: OutgoingMail) => {
    sent.push(mail);
    return { kind: 'taken' as const, messageId: `m${sent.length}` };
  },
};
/** Everything that waits is done, and the mails that went out with it. */
async function mailsOf(work: () => Promise<unknown>): Promise<OutgoingMail[]> {
  await runJobs({ ...cloud.jobDeps, mailer }, cloud.database);
  sent.length = 0;
  await work();
  expect(await runJobs({ ...cloud.jobDeps, mailer }, cloud.database)).toEqual([]);
  return sent.toSorted((a, b) => a.tag.localeCompare(b.tag));
}

async function refundWhole(orderId: OrderId): Promise<RefundId> {
  const refundId = fresh();
  await makeRefund(ctx(), orderId, { refundId, wish: { kind: 'whole', returnsFee: true }, reason: 'Fell ill' });
  return refundId;
}

/** It went out, and days later it came back. */
async function fails(refundId: RefundId): Promise<void> {
  cloud.clock.now = addMs(cloud.clock.now, 4 * 86_400_000);
  const { rows } = await cloud.root.query('select provider_refund_id as id from app.refunds where refund_id = $1', [
    refundId,
  ]);
  await shop.act('finish-refund', { refund: rows[0].id, outcome: 'failed' });
  await shop.simulator.delivery.run();
  expect(await runJobs({ ...cloud.jobDeps, mailer }, cloud.database)).toEqual([]);
}

test('[OR-20] a refund that fails is told to whoever may refund, and to the buyer who was told that it was on its way', async () => {
  const orderId = await shop.sold(sale, 1);
  const refundId = await refundWhole(orderId);
  const mails = await mailsOf(() => fails(refundId));
  expect(mails.map(({ tag, to }) => `${tag} ${to}`)).toEqual([
    'refund-delayed jonas.beck@example.org',
    ...Array.from({ length: 3 }, () => expect.stringMatching(/^refund-failed /)),
  ]);
  expect(mails[0]?.subject).toBe('Your money for Twelfth Night is delayed');
  expect(mails[1]?.text).toMatch(/€28\.00.*try it again.*You get this mail because you look after/s);
  // Their banks refuse by the hundred when an event is cancelled: the office hears of the first.
  const others = [await shop.sold(sale, 1), await shop.sold(sale, 1)];
  const refunds = [await refundWhole(others[0] ?? orderId), await refundWhole(others[1] ?? orderId)];
  await shop.work();
  await mailsOf(() => fails(refunds[0] ?? refundId));
  cloud.clock.now = addMs(cloud.clock.now, -4 * 86_400_000);
  expect((await mailsOf(() => fails(refunds[1] ?? refundId))).map(({ tag }) => tag)).toEqual(['refund-delayed']);
});

test('[OR-6] what failed and waits for somebody stands in front of every list', async () => {
  await shop.sold(sale, 1).then(refundWhole);
  await shop.work();
  const { items } = await listRefunds(ctx(), { limit: 50 });
  const waits = items.map(({ needsAttention }) => needsAttention);
  expect(waits).toEqual([...waits].sort((a, b) => Number(b) - Number(a)));
  expect([waits[0], waits.at(-1)]).toEqual([true, false]);
  const first = await listRefunds(ctx(), { limit: 3 });
  const rest = await listRefunds(ctx(), { limit: 50, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...rest.items]).toEqual(items);
});

test('[DO-2] a refund that failed and was tried again has one credit note, had from the try that arrived', async () => {
  const orderId = await shop.sold(sale, 1);
  const failedId = await refundWhole(orderId);
  await shop.work();
  const buyer = () => cloud.ctx(cloud.a, { kind: 'buyer' });
  const held = { linkSecret: cloud.deps.linkSecret, token: orderLink(cloud.deps.linkSecret, cloud.a.orgId, orderId) };
  const paper = async (refundId: RefundId) =>
    (await drawTheirDocument(buyer(), cloud.deps.papers, held, { refundId })).name;
  const shown = async () => (await getOrderPage(buyer(), held)).refunds.map(({ state, hasPaper }) => [state, hasPaper]);
  const number = await paper(failedId);
  await fails(failedId);
  expect(await shown()).toEqual([['failed', false]]);
  await expect(paper(failedId)).rejects.toMatchObject({ code: 'wrong-state' });
  const again = fresh();
  await retryRefund(ctx(), failedId, { refundId: again });
  await shop.work();
  expect(await shown()).toEqual([
    ['failed', false],
    ['succeeded', true],
  ]);
  expect(await paper(again)).toBe(number);
});

test('[LE-7] a failed refund that was settled another way leaves the books whole, no claim, and cannot be tried again', async () => {
  for (const [settledAs, account] of [
    ['paid-outside', 'bank'],
    ['written-off', 'unclaimed'],
  ] as const) {
    const orderId = await shop.sold(sale, 1);
    const refundId = await refundWhole(orderId);
    await shop.work();
    await fails(refundId);
    expect(await balances(orderId)).toMatchObject({ buyer: -2_800 });
    const seen = await acknowledgeRefund(ctx(), refundId, { settledAs });
    expect(seen).toMatchObject({ needsAttention: false, settledAs });
    expect(await acknowledgeRefund(ctx(), refundId, { settledAs })).toEqual(seen);
    const after = await balances(orderId);
    expect([after.buyer, after[account]]).toEqual([undefined, -2_800]);
    await expect(retryRefund(ctx(), refundId, { refundId: fresh() })).rejects.toMatchObject({ code: 'wrong-state' });
    const other = settledAs === 'written-off' ? 'paid-outside' : 'written-off';
    await expect(acknowledgeRefund(ctx(), refundId, { settledAs: other })).rejects.toMatchObject({
      code: 'wrong-state',
    });
  }
  expect(await shop.books()).toEqual(['whole', [0]]);
});

test('[LE-7] what was tried again is settled by that try, and what a bank took for the buyer is owed no more', async () => {
  const orderId = await shop.sold(sale, 1);
  const failedId = await refundWhole(orderId);
  await shop.work();
  await fails(failedId);
  const again = fresh();
  await retryRefund(ctx(), failedId, { refundId: again });
  await expect(acknowledgeRefund(ctx(), failedId, { settledAs: 'written-off' })).rejects.toMatchObject({
    code: 'wrong-state',
  });
  await cloud.root.query(`update app.refunds set state = 'failed' where refund_id = $1`, [again]);
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  const { id } = await shop.act('dispute', { charge: rows[0].charge_id });
  await shop.act('close-dispute', { dispute: id, outcome: 'lost' });
  await shop.deliver();
  const before = await balances(orderId);
  expect(before).not.toHaveProperty('buyer');
  await acknowledgeRefund(ctx(), again, { settledAs: 'paid-outside' });
  expect(await balances(orderId)).toEqual(before);
});

test('[ML-11] when an order is given back, whoever a ticket of it was passed on to is told', async () => {
  const orderId = await shop.sold(sale, 2);
  const [first] = (await getOrder(ctx(), orderId)).tickets;
  const { ticketId } = must(first, 'a ticket');
  await transferTicket(ctx(), cloud.deps.keyVault, sale.eventId, ticketId, {
    holder: 'Léa Roux',
    email: 'lea@example.org',
  });
  const mails = await mailsOf(() => refundWhole(orderId));
  expect(mails.map(({ tag, to }) => `${tag} ${to}`)).toEqual([
    'refund-made jonas.beck@example.org',
    'ticket-voided lea@example.org',
  ]);
  expect(mails[1]?.subject).toBe('Your ticket for Twelfth Night is not valid any more');
});
