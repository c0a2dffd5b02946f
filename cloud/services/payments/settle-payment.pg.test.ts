import { afterAll, describe, expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud, shopUrl } from '../../testing/selling-cloud.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { loadLetter } from '../mail/load-letter.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { listPayments } from './list-payments.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const later = (ms: number) => {
  cloud.clock.now = addMs(cloud.clock.now, ms);
};

const { standing, pool, balances } = moneyStanding(cloud);

describe('what becomes of a payment', () => {
  test('[OR-1] paid in time: places sold, tickets issued, everything booked to the cent, told once however often it is heard', async () => {
    const sale = await shop.aSale();
    const orderId = await shop.place(sale);
    const started = await shop.start(orderId);
    expect(started).toMatchObject({ way: 'element', amountMinor: 5_600, currency: 'EUR', account: shop.account });
    await shop.confirm(started);
    await Promise.all([shop.deliver(), shop.settle(started), shop.settle(started)]);
    await shop.settle(started);
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
    expect(await pool(sale.poolId)).toEqual({ sold: 2, held: 0 });
    expect(await balances(orderId)).toEqual({
      'provider-balance': 5_491,
      'provider-fees': 109,
      'ticket-sales': -5_600,
    });
    const { rows } = await cloud.root.query(
      `select (select count(*)::int from app.mails where order_id = $1) as mails,
         (select count(*)::int from app.provider_events where state in ('received', 'failed')) as open,
         (select explained from app.provider_balance_lines where cause = 'payment:' || $2) as explained`,
      [orderId, started.paymentId],
    );
    expect(rows).toEqual([{ mails: 1, open: 0, explained: true }]);
  });

  test('[OR-1] on the hosted page, heard of by the intent before the page has said whose it is', async () => {
    const orderId = await shop.place(await shop.aSale());
    const started = await shop.start(orderId, 'hosted');
    await shop.confirm(started);
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  });

  test('[IN-2] paid after the hold lapsed, the places still there: taken again', async () => {
    const sale = await shop.aSale();
    const orderId = await shop.place(sale);
    const started = await shop.start(orderId);
    await shop.confirm(started);
    later(660_000);
    await lapseHolds(ctx());
    expect(await pool(sale.poolId)).toEqual({ sold: 0, held: 0 });
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['re-seated'], refunds: [] });
    expect(await pool(sale.poolId)).toEqual({ sold: 2, held: 0 });
  });

  test('[IN-2] paid after the hold lapsed and somebody else has the places: all of it goes back, and the buyer is told', async () => {
    const sale = await shop.aSale({ capacity: 2 });
    const orderId = await shop.place(sale);
    const started = await shop.start(orderId);
    await shop.confirm(started);
    later(660_000);
    const quick = await placeOrder(ctx(), sale.eventId, anOrder(cloud, sale.tierId, 2));
    expect(quick.state).toBe('awaiting-payment');
    await shop.deliver();
    expect(await standing(orderId)).toEqual({
      state: 'lapsed',
      tickets: 0,
      payments: ['refunded-late'],
      refunds: ['late 5600'],
    });
    expect(await pool(sale.poolId)).toEqual({ sold: 0, held: 2 });
    const { rows } = await cloud.root.query('select kind from app.mails where order_id = $1', [orderId]);
    expect(rows).toEqual([{ kind: 'paid-too-late' }]);
  });

  test('[OR-1] paid twice, in the page and in the form: the second goes back', async () => {
    const orderId = await shop.place(await shop.aSale());
    const element = await shop.start(orderId, 'element');
    const hosted = await shop.start(orderId, 'hosted');
    await shop.confirm(hosted);
    await shop.confirm(element);
    await shop.deliver();
    const { payments, refunds, ...order } = await standing(orderId);
    expect(order).toEqual({ state: 'paid', tickets: 2 });
    expect([payments.sort(), refunds]).toEqual([['fulfilled', 'refunded-twice'], ['duplicate 5600']]);
  });

  test('[PR-1] another sum than the order comes to goes back as it came, and no ticket is issued', async () => {
    const orderId = await shop.place(await shop.aSale());
    const started = await shop.start(orderId);
    // What no browser can do: the price of the order changes between asking and paying.
    await cloud.root.query('update app.orders set total_minor = 5700 where order_id = $1', [orderId]);
    await shop.confirm(started);
    await shop.deliver();
    expect(await standing(orderId)).toEqual({
      state: 'awaiting-payment',
      tickets: 0,
      payments: ['refunded-mismatch'],
      refunds: ['mismatch 5600'],
    });
    // The order itself may still be paid: what came goes back, and counts as nothing that is under way.
    await cloud.root.query('update app.orders set total_minor = 5600 where order_id = $1', [orderId]);
    await shop.confirm(await shop.start(orderId));
    await shop.deliver();
    const { payments, ...paid } = await standing(orderId);
    expect(paid).toEqual({ state: 'paid', tickets: 2, refunds: ['mismatch 5600'] });
    expect(payments.sort()).toEqual(['fulfilled', 'refunded-mismatch']);
  });

  test('[OR-1] cancelled while the buyer pays: the money goes back; cancelled before: nothing can be paid any more', async () => {
    const sale = await shop.aSale();
    const [paying, idle] = [await shop.place(sale), await shop.place(sale)];
    const [started, left] = [await shop.start(paying), await shop.start(idle)];
    await shop.confirm(started);
    for (const orderId of [paying, idle]) await cancelOrder(ctx(), orderId, { reason: 'Changed their mind' });
    await shop.work();
    await shop.confirm(left);
    await shop.deliver();
    expect(await standing(paying)).toEqual({
      state: 'cancelled',
      tickets: 0,
      payments: ['refunded-late'],
      refunds: ['late 5600'],
    });
    expect(await standing(idle)).toEqual({ state: 'cancelled', tickets: 0, payments: ['cancelled'], refunds: [] });
    const [mail] = (await cloud.root.query('select * from app.mails where order_id = $1', [paying])).rows;
    const place = { publicUrl: shopUrl, linkSecret: new Uint8Array(32) };
    const { about } = await withTenant(cloud.deps.db, cloud.a.orgId, tx =>
      loadLetter(tx, ctx(), place, { language: 'en', about: mail.about, eventId: mail.event_id }),
    );
    expect(about).toMatchObject({ kind: 'paid-too-late', why: 'cancelled' });
  });

  test('[PY-7] a hold that lapses takes the intent and the hosted page with it', async () => {
    const sale = await shop.aSale();
    const orders = [await shop.place(sale), await shop.place(sale)] as const;
    const started = [await shop.start(orders[0], 'element'), await shop.start(orders[1], 'hosted')] as const;
    later(660_000);
    await lapseHolds(ctx());
    await shop.work();
    for (const one of started) await shop.confirm(one);
    await shop.deliver();
    for (const orderId of orders)
      expect(await standing(orderId)).toEqual({ state: 'lapsed', tickets: 0, payments: ['cancelled'], refunds: [] });
    await expect(shop.start(orders[0])).rejects.toMatchObject({ code: 'hold-lapsed' });
  });

  test('[PY-7] a debit that takes days keeps the places meanwhile; settled it is sold, failed it may be paid another way', async () => {
    const sale = await shop.aSale();
    const [good, bad] = [await shop.place(sale), await shop.place(sale)];
    const started = [await shop.start(good), await shop.start(bad)] as const;
    await shop.confirm(started[0], 'pm_sepaDebit_successDelayed');
    await shop.confirm(started[1], 'pm_sepaDebit_failureDelayed');
    await shop.deliver();
    later(3_600_000);
    await lapseHolds(ctx());
    expect(await standing(good)).toMatchObject({ state: 'awaiting-payment', payments: ['processing'] });
    await expect(shop.start(good)).rejects.toMatchObject({ code: 'payment-under-way' });
    shop.simulator.advance(0);
    await shop.deliver();
    expect(await standing(good)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
    expect(await standing(bad)).toEqual({ state: 'awaiting-payment', tickets: 0, payments: ['open'], refunds: [] });
    const again = await shop.start(bad);
    expect(again.paymentId).toBe(started[1].paymentId);
    await shop.confirm(again);
    await shop.deliver();
    expect(await standing(bad)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  });

  test('[PY-4] declined, asked by the bank and approved: one payment, one sale', async () => {
    const orderId = await shop.place(await shop.aSale());
    const started = await shop.start(orderId);
    await shop.confirm(started, '4000000000009995');
    await shop.deliver();
    const [declined] = await listPayments(ctx(), orderId);
    expect(declined).toMatchObject({ state: 'open', declineCode: 'insufficient_funds' });
    await shop.confirm(started, '4000002500003155');
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'awaiting-payment', payments: ['open'] });
    const { rows } = await cloud.root.query('select intent_id from app.payments where payment_id = $1', [
      started.paymentId,
    ]);
    await fetch(`${shop.simulator.url}/_simulator/authenticate`, {
      method: 'POST',
      body: JSON.stringify({ account: shop.account, intent: rows[0].intent_id, passed: true }),
    });
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  });

  test('[PY-4] an answer that was lost is looked up, by whoever asks first: the buyer again, or the money', async () => {
    const sale = await shop.aSale();
    const lost = async () => {
      const orderId = await shop.place(sale);
      const { world } = shop.simulator;
      const calm = world.faults;
      world.faults = { ...calm, apiErrorAfter: 1 };
      await expect(shop.start(orderId)).rejects.toMatchObject({ code: 'busy' });
      world.faults = calm;
      return orderId;
    };
    const [again, heard] = [await lost(), await lost()];
    const started = await shop.start(again);
    expect((await listPayments(ctx(), again)).map(({ state }) => state)).toEqual(['open']);
    await shop.confirm(started);
    const intents = await shop.simulator.stripe.paymentIntents.list({}, { stripeAccount: shop.account });
    const [silent] = intents.data.filter(intent => intent.metadata.order === heard);
    await shop.simulator.stripe.paymentIntents.confirm(
      String(silent?.id),
      { payment_method: 'pm_card_visa', return_url: 'https://shop.example.test' },
      { stripeAccount: shop.account },
    );
    await shop.deliver();
    for (const orderId of [again, heard])
      expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  }, 30_000);

  test('[LE-1] the ledger sums to zero and stands as the provider’s balance does', async () => {
    const { rows } = await cloud.root.query(
      `select sum(amount_minor)::int as all, sum(amount_minor) filter (where account = 'provider-balance')::int as balance from app.ledger_postings`,
    );
    // Refunds are requested and not yet submitted here, so nothing has left the balance.
    expect(rows[0]).toEqual({ all: 0, balance: (await shop.payments.balance(shop.account)).get('EUR') });
  });
});
