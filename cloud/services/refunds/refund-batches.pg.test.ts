import { afterAll, expect, test } from 'vitest';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { killWorker } from '../../testing/kill-worker.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { cancelEvent } from '../events/cancel-event.ts';
import { getOrder } from '../orders/get-order.ts';
import { chaseRefunds } from './chase-refunds.ts';
import { getRefundBatch } from './get-refund-batch.ts';
import { listRefundsOf } from './list-refunds.ts';
import { runRefundBatch } from './run-refund-batch.ts';
import { startRefundBatch } from './start-refund-batch.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const worker = () => cloud.ctx(cloud.a, { kind: 'system', job: 'test' });
const deps = { payments: shop.payments, log: cloud.deps.log };
const evening = {
  doorsAt: '2026-12-30T18:00:00Z',
  startsAt: '2026-12-30T18:30:00Z',
  endsAt: '2026-12-30T21:00:00Z',
};
const chargeOf = async (orderId: OrderId) =>
  (await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId])).rows[0].charge_id;
const refundsOf = async (orderId: OrderId) =>
  (await listRefundsOf(ctx(), orderId)).items.map(({ state, amountMinor }) => `${state} ${amountMinor}`);

test('[OR-14] a cancelled event is given back order by order; killed anywhere and started again, each order once', async () => {
  const night = await shop.aSale({ capacity: 50, event: evening });
  const orders: OrderId[] = [];
  for (let n = 0; n < 4; n += 1) {
    orders.push(await shop.sold(night, 1));
  }
  const unpaid = await shop.place(night, 1);
  const disputed = orders[1] ?? unpaid;
  await shop.act('dispute', { charge: await chargeOf(disputed) });
  await shop.deliver();
  const start = { batchId: mintId('RefundBatchId', cloud.deps.randomBytes), returnsFee: true, reason: 'Flooded' };
  await expect(startRefundBatch(ctx(), night.eventId, start)).rejects.toMatchObject({ code: 'wrong-state' });
  await cancelEvent(ctx(), night.eventId, { version: 2, reason: 'Flooded' });
  await startRefundBatch(ctx(), night.eventId, start);
  await expect(
    startRefundBatch(ctx(), night.eventId, { ...start, batchId: mintId('RefundBatchId', cloud.deps.randomBytes) }),
  ).rejects.toMatchObject({ code: 'wrong-state' });
  const run = (randomBytes = cloud.deps.randomBytes) =>
    runRefundBatch({ ...worker(), randomBytes }, { log: cloud.deps.log, now: cloud.deps.now }, start.batchId);
  for (let at = 1; at <= 5; at += 1) {
    let left = at;
    const dying = (length: number) => {
      left -= 1;
      if (left === 0) throw new Error('killed');
      return cloud.deps.randomBytes(length);
    };
    await run(dying).catch((error: Error) => expect(error.message).toBe('killed'));
  }
  await Promise.all([run(), run()]);
  await shop.work();
  expect(await getRefundBatch(ctx(), start.batchId)).toMatchObject({
    state: 'done',
    ordersTotal: 5,
    ordersDone: 4,
    ordersFailed: 1,
    leftOut: [{ orderId: orders[1], why: 'dispute-open' }],
    refunds: { requested: 0, succeeded: 3, failed: 0 },
  });
  const states = await Promise.all([...orders, unpaid].map(async orderId => (await getOrder(ctx(), orderId)).state));
  expect(states).toEqual(['refunded', 'paid', 'refunded', 'refunded', 'cancelled']);
  expect(await shop.books()).toEqual(['whole', [0]]);
});

test('[OR-14] a worker that is killed in the middle of a batch: another goes on where it stopped', {
  timeout: 300_000,
}, async () => {
  const night = await shop.aSale({ capacity: 50, event: evening });
  const orders: OrderId[] = [];
  for (let n = 0; n < 3; n += 1) orders.push(await shop.sold(night, 1));
  await cancelEvent(ctx(), night.eventId, { version: 2, reason: 'Flooded' });
  const start = { batchId: mintId('RefundBatchId', cloud.deps.randomBytes), returnsFee: true, reason: 'Flooded' };
  await startRefundBatch(ctx(), night.eventId, start);
  expect(await killWorker(cloud.database, { now: cloud.clock.now, diesAtOrder: 2 })).toBe('SIGKILL');
  const { rows } = await cloud.root.query(
    `select count(*)::int as locked from graphile_worker._private_jobs where locked_at is not null`,
  );
  expect(rows).toEqual([{ locked: 1 }]);
  expect(await getRefundBatch(ctx(), start.batchId)).toMatchObject({ state: 'running', ordersDone: 1 });
  cloud.clock.now = addMs(cloud.clock.now, 16 * 60_000);
  await chaseRefunds(worker(), deps);
  await shop.work();
  expect(await getRefundBatch(ctx(), start.batchId)).toMatchObject({
    state: 'done',
    ordersDone: 3,
    ordersFailed: 0,
    refunds: { requested: 0, succeeded: 3, failed: 0 },
  });
  for (const orderId of orders) expect(await refundsOf(orderId)).toEqual(['succeeded 2800']);
  expect(await shop.books()).toEqual(['whole', [0]]);
});
