import { afterAll, expect, test } from 'vitest';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { aScan } from '../../testing/a-scan.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { getOrder } from '../orders/get-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { previewEvidence, stageEvidence, submitEvidence } from './answer-dispute.ts';
import { followDispute } from './follow-dispute.ts';
import { getDispute } from './list-disputes.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log, papers: cloud.deps.papers };
const sale = await shop.aSale({
  event: { doorsAt: '2027-12-30T18:00:00Z', startsAt: '2027-12-30T18:30:00Z', endsAt: '2027-12-30T21:00:00Z' },
});

/** A regular's many later sales, paid the day before this order and at no time that a card scheme counts. */
async function withLaterOrders(orderId: OrderId, count: number): Promise<void> {
  const { rows } = await cloud.root.query(
    `select string_agg(column_name, ', ') as written from information_schema.columns
     where table_schema = 'app' and table_name = 'orders' and is_generated = 'NEVER'`,
  );
  const [{ written }] = rows;
  for (let n = 0; n < count; n += 1) {
    const over = { order_id: mintId('OrderId', cloud.deps.randomBytes), ref: `AFTER${10 + n}` };
    await cloud.root.query(
      `insert into app.orders (${written}) select ${written} from (
         select (jsonb_populate_record(o, $2)).* from app.orders o where order_id = $1) as later`,
      [orderId, over],
    );
    const { order_id } = over;
    const payment_id = mintId('PaymentId', cloud.deps.randomBytes);
    const paid = { payment_id, order_id, intent_id: null, settled_at: addMs(cloud.clock.now, -86_400_000) };
    await cloud.root.query(
      'insert into app.payments select (jsonb_populate_record(p, $2)).* from app.payments p where order_id = $1',
      [orderId, paid],
    );
  }
}

test('[OR-15] evidence gathers itself from sale, checkout, mail, doors and the earlier sales that count; it is staged, then submitted once', async () => {
  const now = cloud.clock.now;
  const email = 'mara.lind@example.org';
  const trace = { termsAccepted: true, address: '198.51.100.7', device: 'A telephone' };
  const bought = async () => {
    const order = anOrder(cloud, sale.tierId, 2, { buyer: { name: 'Jonas Beck', email }, channel: 'online' });
    const { orderId } = await placeOrder(cloud.ctx(cloud.a, { kind: 'buyer' }), sale.eventId, order, { trace });
    const started = await shop.start(orderId);
    await shop.confirm(started);
    await shop.settle(started);
    return orderId;
  };
  for (const days of [0, 20]) {
    cloud.clock.now = addMs(now, days * 86_400_000);
    await bought();
  }
  cloud.clock.now = addMs(now, 200 * 86_400_000);
  const orderId = await bought();
  const order = await getOrder(ctx(), orderId);
  await aScan(cloud, order, { gate: 'Gate 1', station: 'Door left', operator: 'Mara' });
  const mistaken = await aScan(cloud, order, { gate: 'Gate 2', station: 'Door right', operator: 'Tom' });
  await mistaken.undo();
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  const { id: disputeId } = await shop.act('dispute', { charge: rows[0].charge_id });
  await followDispute(ctx(), deps, disputeId);
  const packet = await previewEvidence(ctx(), disputeId);
  expect(packet.fields).toMatchObject({
    customer_email_address: email,
    customer_purchase_ip: '198.51.100.7',
    access_activity_log: expect.stringContaining('entered at Gate 1, ticket of Guest 1 (Door left, Mara)'),
  });
  expect(JSON.stringify(packet)).not.toContain('Gate 2');
  expect(packet.sections.map(({ title }) => title)).toContain('Mail');
  expect(packet.compelling?.prior).toHaveLength(2);
  await withLaterOrders(orderId, 25);
  const regular = await previewEvidence(ctx(), disputeId);
  expect([regular.compelling?.prior.length, regular.sections.at(-1)?.lines.length]).toEqual([2, 20]);
  const paper = await deps.papers.evidence(cloud.a.orgId, { disputeId, drawnAt: now, summary: 'x', ...packet });
  expect(Buffer.from(paper.subarray(0, 5)).toString()).toBe('%PDF-');
  const staged = await stageEvidence(ctx(), deps, disputeId, {});
  expect([staged.evidenceSubmittedAt, staged.actions]).toEqual([null, ['stage', 'submit', 'accept']]);
  const both = await Promise.allSettled([
    submitEvidence(ctx(), deps, disputeId, { statement: 'They laughed a lot.' }),
    submitEvidence(ctx(), deps, disputeId, { statement: 'They laughed a lot.' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const told = await simulator.stripe.disputes.retrieve(disputeId, {}, { stripeAccount: account });
  expect([told.status, told.evidence_details.submission_count]).toEqual(['under_review', 1]);
  expect(told.evidence.uncategorized_text).toContain('They laughed a lot.');
  expect(told.evidence.service_documentation).toMatch(/^file_/);
  expect((await getDispute(ctx(), disputeId)).actions).toEqual([]);
});
