import { afterAll, describe, expect, test } from 'vitest';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud, shopUrl } from '../../testing/selling-cloud.ts';
import type { Ctx } from '../ctx.ts';
import { networkOf } from '../network-of.ts';
import { countStart, payerKeyOf } from './guard-card-testing.ts';
import { listPayments } from './list-payments.ts';
import { startPayment } from './start-payment.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const sale = await shop.aSale();
const urls = { backUrl: `${shopUrl}/paid`, cancelUrl: `${shopUrl}/checkout` };
const buyerAt = (address: string): Ctx => ({ ...cloud.ctx(cloud.a, { kind: 'buyer' }), address: networkOf(address) });
const start = (orderId: OrderId, address: string, way: 'element' | 'hosted' = 'element') =>
  startPayment(buyerAt(address), shop.payments, orderId, { way, ...urls });
const alarms = async () =>
  (await cloud.root.query(`select verb from app.audit where verb like 'payment.card%' order by seq`)).rows.map(
    ({ verb }) => verb,
  );

describe('cards that are tried out', () => {
  test('[PY-8] after many payments begun from one address the next has to wait; others, and the organization itself, do not', async () => {
    const orderId = await shop.place(sale);
    const ctx = buyerAt('192.0.2.66');
    for (let turn = 0; turn < limits.paymentStartsPerPayer; turn++) await countStart(ctx, payerKeyOf(ctx));
    await start(orderId, '192.0.2.66');
    const refused = start(orderId, '192.0.2.66');
    await expect(refused).rejects.toMatchObject({ code: 'too-many-requests', facts: { why: 'cards' } });
    expect((await start(orderId, '192.0.2.7', 'hosted')).way).toBe('hosted');
    expect((await shop.start(orderId)).way).toBe('element');
    expect(await alarms()).toEqual(['payment.card-testing']);
    cloud.clock.now = addMs(cloud.clock.now, limits.paymentBurstBlockMs + 1_000);
    expect((await start(await shop.place(sale), '192.0.2.66')).way).toBe('element');
  });

  test('[PY-8] card after card declined on one payment ends it, counts against who tried, and a replay counts nothing', async () => {
    const orderId = await shop.place(sale);
    const started = await start(orderId, '192.0.2.99');
    for (let turn = 0; turn < limits.declinesPerPaymentMax; turn++) await shop.confirm(started, '4000000000000002');
    await shop.deliver();
    await shop.confirm(started);
    await shop.deliver();
    const [payment] = await listPayments(cloud.ctx(cloud.a), orderId);
    expect(payment).toMatchObject({ state: 'cancelled', declines: limits.declinesPerPaymentMax, settled: null });
    const { rows } = await cloud.root.query(
      `select app.enqueue('handle-provider-event', json_build_object('orgId', $1::text, 'eventId', event_id), event_id, null, null, 12)
       from app.provider_events where type = 'payment_intent.payment_failed'`,
      [cloud.a.orgId],
    );
    expect(rows).toHaveLength(limits.declinesPerPaymentMax);
    await shop.work();
    expect((await listPayments(cloud.ctx(cloud.a), orderId))[0]?.declines).toBe(limits.declinesPerPaymentMax);
    const again = await shop.place(sale);
    const second = await start(again, '192.0.2.99');
    for (let left = limits.paymentDeclinesPerPayer - limits.declinesPerPaymentMax; left >= 0; left--)
      await shop.confirm(second, '4000000000009995');
    await shop.deliver();
    await expect(start(again, '192.0.2.99')).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(cloud.log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'card-testing' }));
  });
});
