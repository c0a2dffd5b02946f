import { afterAll, describe, expect, test } from 'vitest';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud, shopUrl } from '../../testing/selling-cloud.ts';
import type { Ctx } from '../ctx.ts';
import { networkOf } from '../network-of.ts';
import { countDecline, countStart, guardCardTesting, payerKeyOf } from './guard-card-testing.ts';
import { listPayments } from './list-payments.ts';
import { startPayment } from './start-payment.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const sale = await shop.aSale();
const urls = { backUrl: `${shopUrl}/paid`, cancelUrl: `${shopUrl}/checkout` };
const buyerAt = (address: string): Ctx => ({ ...cloud.ctx(cloud.a, { kind: 'buyer' }), address: networkOf(address) });
const start = (orderId: OrderId, address: string, way: 'element' | 'hosted' = 'element') =>
  startPayment(buyerAt(address), shop.payments, orderId, { way, ...urls }, cloud.deps.log);
const log = cloud.deps.log;
const alarms = async () =>
  (
    await cloud.root.query<{ what: string }>(
      `select after ->> 'what' as what from app.audit where verb like 'payment.card%' order by seq`,
    )
  ).rows.map(({ what }) => what);
const mailsToStaff = async () =>
  (
    await cloud.root.query<{ recipient: string; what: string }>(
      `select recipient, about ->> 'what' as what from app.mails where kind = 'card-testing' order by queued_at, recipient`,
    )
  ).rows;
const wait = (ms: number) => {
  cloud.clock.now = addMs(cloud.clock.now, ms);
};
const refused = { code: 'too-many-requests', facts: { why: 'cards' } };

describe('cards that are tried out', () => {
  test('[PY-8] a house full of buyers behind one address is shown its pay pages; who begins again and again for the same orders waits', async () => {
    const office = '192.0.2.66';
    const ctx = buyerAt(office);
    const orders: OrderId[] = [];
    for (let buyer = 0; buyer < limits.paymentStartsPerPayer + 1; buyer += 1) {
      const orderId = await shop.place(sale, 1);
      orders.push(orderId);
      await start(orderId, office);
    }
    expect(await alarms()).toEqual([]);
    for (let turn = 0; turn < limits.paymentStartsPerPayer; turn++)
      await countStart(ctx, log, payerKeyOf(ctx), sale.eventId);
    const [first, second, third] = orders as [OrderId, OrderId, OrderId];
    expect((await start(first, office, 'hosted')).way).toBe('hosted');
    await expect(start(second, office, 'hosted')).rejects.toMatchObject(refused);
    // What is open is shown again, the next order can be paid, and so can that of anybody elsewhere.
    expect((await start(second, office)).way).toBe('element');
    expect((await start(await shop.place(sale, 1), office)).way).toBe('element');
    expect((await start(second, '192.0.2.7', 'hosted')).way).toBe('hosted');
    expect((await shop.start(second)).way).toBe('element');
    expect(await alarms()).toEqual(['begun']);
    expect(cloud.log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'card-testing', what: 'begun' }));
    // Shorter than the places are kept, so nobody loses them by it.
    wait(limits.paymentBurstBlockMs);
    expect(limits.paymentBurstBlockMs).toBeLessThan(limits.holdDurationMs);
    expect((await start(third, office, 'hosted')).way).toBe('hosted');
  });

  test('[PY-8] a card more may be declined for every two payments that went through, at an address and everywhere', async () => {
    const payerKey = payerKeyOf(buyerAt('192.0.2.66'));
    const { rowCount: paid } = await cloud.root.query(
      `update app.payments set state = 'succeeded' where payment_id in (
         select payment_id from app.payments where payer_key = $1 and way = 'element' limit 40)`,
      [payerKey],
    );
    expect(paid).toBe(40);
    const blocked = async (key: Uint8Array | null) => {
      const guard = await guardCardTesting(cloud.ctx(cloud.a, { kind: 'buyer' }), key);
      try {
        guard({ again: false });
        return false;
      } catch {
        return true;
      }
    };
    const ctx = cloud.ctx(cloud.a, { kind: 'system', job: 'test' });
    const decline = (key: Uint8Array | null) => countDecline(ctx, log, { payerKey: key, eventId: sale.eventId });
    for (let times = 0; times < limits.paymentDeclinesPerPayer + 20; times += 1) await decline(payerKey);
    expect(await blocked(payerKey)).toBe(false);
    await decline(payerKey);
    expect(await blocked(payerKey)).toBe(true);
    // Somebody who only tries cards has no more than before.
    const tester = payerKeyOf(buyerAt('198.51.100.9'));
    for (let times = 0; times < limits.paymentDeclinesPerPayer; times += 1) await decline(tester);
    expect(await blocked(tester)).toBe(false);
    await decline(tester);
    expect(await blocked(tester)).toBe(true);
    // What goes on at payments that were open before does not make it longer; after it they start afresh.
    wait(limits.paymentBurstBlockMs - 1);
    await decline(tester);
    expect(await blocked(tester)).toBe(true);
    wait(1);
    await decline(tester);
    expect(await blocked(tester)).toBe(false);
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
    // Who is slowed is allowed little more on what they have open.
    expect((await listPayments(cloud.ctx(cloud.a), again))[0]).toMatchObject({ state: 'cancelled' });
    await expect(start(again, '192.0.2.99')).rejects.toMatchObject(refused);
    await expect(start(await shop.place(sale, 1), '192.0.2.99')).rejects.toMatchObject(refused);
    wait(limits.paymentBurstBlockMs);
    expect((await start(again, '192.0.2.99')).way).toBe('element');
  });

  test('[PY-8] each burst is told to the log, and to whoever may refund by one mail an hour', async () => {
    const what = await alarms();
    expect(what.slice(0, 3)).toEqual(['begun', 'declined', 'declined']);
    expect(what).toContain('declined-everywhere');
    expect(cloud.log.filter(({ what }) => what !== undefined).map(({ what }) => what)).toEqual(what);
    const told = await mailsToStaff();
    expect(new Set(told.map(mail => mail.what))).toEqual(new Set(['begun']));
    expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(0);
    wait(limits.cardTestingMailEveryMs);
    const [ctx, payerKey] = [cloud.ctx(cloud.a), payerKeyOf(buyerAt('198.51.100.10'))];
    for (let times = 0; times <= limits.paymentDeclinesPerPayer; times += 1)
      await countDecline(ctx, log, { payerKey, eventId: sale.eventId });
    expect((await mailsToStaff()).slice(told.length).map(mail => mail.what)).toEqual(told.map(() => 'declined'));
  });
});
