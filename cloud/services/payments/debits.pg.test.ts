import { afterAll, describe, expect, test } from 'vitest';
import { withFaults } from '#fixtures/simulators/stripe/faults.ts';
import type { StartedPayment } from '#shared/api/payments.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs, instantMs } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator } = shop;
const { standing } = moneyStanding(cloud);
const hours = 3_600_000;
const later = (ms: number) => {
  cloud.clock.now = addMs(cloud.clock.now, ms);
};
const goodDebit = 'DE89370400440532013000';
const badDebit = 'DE62370400440532013001';
/** Debits are through, or back. */
const banksAnswer = () => {
  later(60_000);
  simulator.advance(0);
};

const hosted = async (orderId: OrderId) => {
  const started = await shop.start(orderId, 'hosted');
  return { ...started, url: started.way === 'hosted' ? started.hostedUrl : '' };
};

const answerTo = (url: string) => fetch(url, { redirect: 'manual' });

describe('a debit on the hosted page', () => {
  test('[PY-4] that comes back leaves its page used up: who wants to pay gets another, and the first can be paid no more', async () => {
    const orderId = await shop.place(await shop.aSale());
    const first = await hosted(orderId);
    await shop.confirm(first, badDebit);
    await shop.deliver();
    await expect(hosted(orderId)).rejects.toMatchObject({ code: 'payment-under-way' });
    banksAnswer();
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'awaiting-payment', payments: ['open'] });
    const second = await hosted(orderId);
    expect([second.paymentId === first.paymentId, (await answerTo(second.url)).status]).toEqual([false, 200]);
    expect((await hosted(orderId)).paymentId).toBe(second.paymentId);
    await shop.work();
    await shop.confirm(second);
    await shop.deliver();
    const { payments, ...paid } = await standing(orderId);
    expect(paid).toEqual({ state: 'paid', tickets: 2, refunds: [] });
    expect(payments.sort()).toEqual(['cancelled', 'fulfilled']);
  });

  test('[PY-4] of which we have heard nothing yet is settled before another page is opened, whether the money is here, on its way or back', async () => {
    const unheard = async (card?: string) => {
      const orderId = await shop.place(await shop.aSale());
      simulator.world.faults = withFaults({ webhookDrop: 1 });
      const started = await hosted(orderId);
      await shop.confirm(started, card);
      return { orderId, started };
    };
    const [paid, coming] = [await unheard(), await unheard(goodDebit)];
    for (const { orderId } of [paid, coming])
      await expect(hosted(orderId)).rejects.toMatchObject({ code: 'payment-under-way' });
    expect((await shop.settle(paid.started)).orderState).toBe('paid');
    expect((await shop.settle(coming.started)).state).toBe('processing');
    const back = await unheard(badDebit);
    banksAnswer();
    const again = await hosted(back.orderId);
    expect([again.paymentId === back.started.paymentId, (await answerTo(again.url)).status]).toEqual([false, 200]);
    expect((await shop.settle(coming.started)).orderState).toBe('paid');
    simulator.world.faults = withFaults({});
    await shop.deliver();
  });
});

describe('how long the provider lets a page live', () => {
  const pageEnds = async ({ paymentId }: Pick<StartedPayment, 'paymentId'>) => {
    const { rows } = await cloud.root.query('select request from app.payments where payment_id = $1', [paymentId]);
    return instantMs(must(rows[0], 'the payment').request.expiresAt) - instantMs(cloud.clock.now);
  };

  test('[PY-4] a page that was written down and never asked for is asked for anew once it would end too soon', async () => {
    const orderId = await shop.place(await shop.aSale());
    simulator.world.faults = withFaults({ apiErrorBefore: 1 });
    await expect(hosted(orderId)).rejects.toMatchObject({ code: 'busy' });
    simulator.world.faults = withFaults({});
    later(120_000);
    const started = await hosted(orderId);
    expect(await pageEnds(started)).toBeGreaterThanOrEqual(0.5 * hours);
    expect((await answerTo(started.url)).status).toBe(200);
    const { payments } = await standing(orderId);
    expect(payments.sort()).toEqual(['failed', 'open']);
  }, 30_000);

  test('[PY-4] it is never asked for one of more than a day: one that has lapsed before its order gives way to another', async () => {
    const orderId = await shop.place(await shop.aSale());
    await cloud.root.query('update app.holds set lapses_at = $2 where order_id = $1', [
      orderId,
      addMs(cloud.clock.now, 191 * hours),
    ]);
    const first = await hosted(orderId);
    expect(await pageEnds(first)).toBeLessThan(24 * hours);
    later(25 * hours);
    const second = await hosted(orderId);
    expect(second.paymentId).not.toBe(first.paymentId);
    await shop.confirm(second);
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'paid', tickets: 2 });
  });
});

describe('a debit that comes back', () => {
  const holdOf = async (orderId: OrderId) => {
    const { rows } = await cloud.root.query('select state, lapses_at from app.holds where order_id = $1', [orderId]);
    const { state, lapses_at: lapsesAt } = must(rows[0], 'its hold');
    return { state, hours: (lapsesAt.getTime() - instantMs(cloud.clock.now)) / hours };
  };
  const lettersOf = async (orderId: OrderId) => {
    const { rows } = await cloud.root.query('select kind, about from app.mails where order_id = $1', [orderId]);
    return rows.map(({ kind, about }) => [kind, about.lapsesAt]);
  };
  const days = 24 * hours;
  /** On its way for a while, with places that nobody else can have. */
  const onItsWay = async () => {
    const event = { doorsAt: '2026-12-20T18:00:00Z', startsAt: '2026-12-20T19:00:00Z', endsAt: '2026-12-20T22:00:00Z' };
    const orderId = await shop.place(await shop.aSale({ capacity: 2, event }));
    const started = await shop.start(orderId);
    await shop.confirm(started, 'pm_sepaDebit_failureDelayed');
    await shop.deliver();
    return { orderId, started };
  };

  test('[PY-7] keeps its places for a day and no longer, and its buyer is told once, however often it is heard', async () => {
    const { orderId, started } = await onItsWay();
    expect((await holdOf(orderId)).hours).toBe(8 * 24);
    later(3_600_000);
    await shop.settle(started);
    expect((await holdOf(orderId)).hours).toBe(8 * 24 - 1);
    banksAnswer();
    await shop.deliver();
    await shop.settle(started);
    expect((await holdOf(orderId)).hours).toBe(24);
    expect(await lettersOf(orderId)).toEqual([['payment-failed', addMs(cloud.clock.now, days)]]);
    later(days + 60_000);
    await lapseHolds(cloud.ctx(cloud.a));
    await shop.work();
    expect(await standing(orderId)).toEqual({ state: 'lapsed', tickets: 0, payments: ['cancelled'], refunds: [] });
  });

  test('[PY-7] may be followed by another, which has the time a bank takes again', async () => {
    const { orderId, started } = await onItsWay();
    banksAnswer();
    await shop.deliver();
    later(20 * hours);
    await shop.confirm(started, 'pm_sepaDebit_successDelayed');
    await shop.deliver();
    expect((await holdOf(orderId)).hours).toBe(8 * 24);
    banksAnswer();
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'paid', tickets: 2 });
  });

  test('[PY-7] after its places have gone says so', async () => {
    const { orderId } = await onItsWay();
    later(8 * days + 60_000);
    await lapseHolds(cloud.ctx(cloud.a));
    banksAnswer();
    await shop.deliver();
    expect((await standing(orderId)).state).toBe('lapsed');
    expect(await lettersOf(orderId)).toEqual([['payment-failed', null]]);
  });
});
