import { afterAll, expect, test } from 'vitest';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { keepNoLongerJob } from '../../jobs/keep-no-longer.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { previewEvidence } from '../disputes/answer-dispute.ts';
import { placeOrder } from '../orders/place-order.ts';
import { replayProviderEvents } from '../payments/replay-provider-events.ts';
import { reconcile } from '../reconciliation/reconcile.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const sale = await shop.aSale({
  event: { doorsAt: '2029-12-30T18:00:00Z', startsAt: '2029-12-30T18:30:00Z', endsAt: '2029-12-30T21:00:00Z' },
});
const tidyUp = () => keepNoLongerJob.run(cloud.jobDeps, {});
const later = (ms: number) => {
  cloud.clock.now = addMs(cloud.clock.now, ms);
};

async function sold(): Promise<{ readonly orderId: OrderId; readonly charge: string }> {
  const order = anOrder(cloud, sale.tierId, 1, {
    buyer: { name: 'Jonas Beck', email: 'jonas@example.org' },
    channel: 'online',
  });
  const trace = { termsAccepted: true, address: '198.51.100.7', device: 'A telephone' };
  const { orderId } = await placeOrder(cloud.ctx(cloud.a, { kind: 'buyer' }), sale.eventId, order, { trace });
  await shop.confirm(await shop.start(orderId));
  await shop.deliver();
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  return { orderId, charge: rows[0].charge_id };
}

const events = async (state: string) =>
  (
    await cloud.root.query(
      `select event_id as id, type, payload, headers, shortened_at is not null as short from app.provider_events where state = $1 order by event_id`,
      [state],
    )
  ).rows;

test('[KE-1] thirty days after an event was worked off its ids alone are left, and worked through again it does the same', async () => {
  const { charge } = await sold();
  const { id: disputeId } = await shop.act('dispute', { charge });
  await shop.deliver();
  await cloud.root.query(
    `update app.provider_events set state = 'failed' where type = 'charge.dispute.funds_withdrawn'`,
  );
  const whole = await events('done');
  later(limits.eventPayloadKeptMs - 60_000);
  await tidyUp();
  expect(await events('done')).toEqual(whole);
  later(120_000);
  await tidyUp();
  const short = await events('done');
  expect([short.length, short.every(event => event.short)]).toEqual([whole.length, true]);
  expect(JSON.stringify(short)).not.toMatch(/client_secret|billing_details|evidence_details|card|user-agent/);
  const dispute = short.find(({ type }) => type === 'charge.dispute.created');
  expect(dispute.payload.data.object).toMatchObject({
    id: disputeId,
    charge,
    payment_intent: expect.stringMatching(/^pi_/),
  });
  // What could not be worked off stays whole.
  expect((await events('failed')).map(event => event.short)).toEqual([false]);

  await cloud.root.query(`update app.disputes set state = 'under-review'`);
  await replayProviderEvents(ctx(), { eventId: dispute.id });
  await shop.work();
  const { rows } = await cloud.root.query('select state from app.disputes');
  expect([rows, (await events('done')).length]).toEqual([[{ state: 'needs-response' }], whole.length]);
});

test('[KE-2] from where an order was bought is forgotten when no bank can ask any more, and not while a dispute of it is open', async () => {
  const quiet = await sold();
  const disputed = await sold();
  const { id: disputeId } = await shop.act('dispute', { charge: disputed.charge });
  await shop.deliver();
  const traces = async () =>
    (
      await cloud.root.query(
        'select address, device, terms_accepted_at is not null as terms from app.checkout_traces where order_id = any($1) order by order_id',
        [[quiet.orderId, disputed.orderId].sort()],
      )
    ).rows;
  const kept = { address: '198.51.100.7', device: 'A telephone', terms: true };
  later(limits.checkoutTraceKeptMs - 60_000);
  await tidyUp();
  expect(await traces()).toEqual([kept, kept]);
  later(120_000);
  await tidyUp();
  expect((await traces()).filter(({ address }) => address === null)).toEqual([
    { address: null, device: null, terms: true },
  ]);
  expect((await previewEvidence(ctx(), disputeId)).fields.customer_purchase_ip).toBe(kept.address);
});

test('[LE-2] an event that cannot be worked off is tried again ever more seldom, the oldest first, and in the end left to whoever looks', async () => {
  const { charge } = await sold();
  await cloud.root.query(
    `update app.provider_events set state = 'failed', type = 'payout.paid', attempts = 0, handled_at = $1,
       payload = '{"data":{"object":{"balance_transaction":"txn_nobody"}}}' where object_id = $2`,
    [cloud.clock.now, charge],
  );
  const attempts = async () =>
    (await cloud.root.query('select max(attempts) as tries from app.provider_events where object_id = $1', [charge]))
      .rows[0].tries;
  const deps = { ...shop.settleDeps, log: cloud.deps.log };
  const tries: number[] = [];
  for (const ms of [90_000, 90_000, 90_000, 250_000]) {
    later(ms);
    await reconcile(ctx(), deps);
    tries.push(await attempts());
  }
  expect(tries).toEqual([1, 1, 2, 3]);
  await cloud.root.query('update app.provider_events set attempts = $2 where object_id = $1', [
    charge,
    limits.providerEventTriesMax,
  ]);
  later(90 * 86_400_000);
  await reconcile(ctx(), deps);
  expect(await attempts()).toBe(limits.providerEventTriesMax);
});
