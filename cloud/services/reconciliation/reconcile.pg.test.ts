import { afterAll, describe, expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { reconcile } from './reconcile.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const { standing } = moneyStanding(cloud);
const deps = { ...shop.settleDeps, log: cloud.deps.log };
const run = async () => {
  const [report] = await reconcile(cloud.ctx(cloud.a), deps);
  return report;
};
const silence = (drop: 0 | 1) => {
  simulator.world.faults = { ...simulator.world.faults, webhookDrop: drop };
};
/** Not even the provider's list of what nobody answered has them. */
const forgetEvents = () => {
  for (const { deliveries } of simulator.world.events)
    for (const delivery of deliveries.values()) delivery.delivered = true;
};

const known = (report: Awaited<ReturnType<typeof run>>, id: string) =>
  report?.unexplained.some(one => one.id === id) === true;

describe('reconciliation with the payment provider', () => {
  test('[LE-2] all that happened while no webhook arrived is put right, once, and the books are the provider’s to the cent', async () => {
    silence(1);
    const sale = await shop.aSale();
    const orders = [await shop.place(sale), await shop.place(sale), await shop.place(sale)] as const;
    const started = [];
    for (const orderId of orders) started.push(await shop.start(orderId, started.length === 1 ? 'hosted' : 'element'));
    const [paid, hosted, disputed] = started;
    if (!paid || !hosted || !disputed) throw new Error('three were started');
    await shop.confirm(paid);
    await shop.confirm(hosted);
    await shop.confirm(disputed, '4000000000000259');
    // Given back at the provider's own desk, without us.
    const [intent] = (await simulator.stripe.paymentIntents.list({}, { stripeAccount: account })).data.filter(
      one => one.metadata.order === orders[0],
    );
    await simulator.stripe.refunds.create({ payment_intent: String(intent?.id) }, { stripeAccount: account });
    await shop.work();
    cloud.clock.now = addMs(cloud.clock.now, 120_000);
    expect((await standing(orders[0])).payments).toEqual(['open']);

    const first = await run();
    expect(first).toMatchObject({ unexplained: [], differences: [] });
    expect(first?.events).toBeGreaterThan(5);
    expect(await standing(orders[0])).toMatchObject({ state: 'refunded', payments: ['fulfilled'] });
    expect(await standing(orders[1])).toMatchObject({ state: 'paid', tickets: 2, payments: ['fulfilled'] });
    const { rows } = await cloud.root.query('select stage, state, funds_withdrawn from app.disputes');
    expect(rows).toEqual([{ stage: 'dispute', state: 'needs-response', funds_withdrawn: true }]);

    const second = await run();
    expect(second).toMatchObject({
      events: 0,
      repaired: { payments: 0, refunds: 0, disputes: 0, lines: 0 },
      unexplained: [],
      differences: [],
    });
    expect(await verifyLedger(cloud.deps.db, cloud.a.orgId, shop.payments)).toMatchObject({ kind: 'whole' });
    silence(0);
  });

  test('[LE-2] with no event at all, not even on the list, objects and balance lines alone tell', async () => {
    const orderId = await shop.place(await shop.aSale());
    silence(1);
    await shop.confirm(await shop.start(orderId));
    forgetEvents();
    cloud.clock.now = addMs(cloud.clock.now, 120_000);
    const report = await run();
    expect(report).toMatchObject({ events: 0, repaired: { payments: 1 }, unexplained: [], differences: [] });
    expect(await standing(orderId)).toMatchObject({ state: 'paid', tickets: 2 });
    silence(0);
  });

  test('[LE-6] what is paid out to the bank, and what comes back, is booked once: told by a webhook, or found without one', async () => {
    const on = { account, currency: 'eur', amount: 1_000 };
    const whole = async () => (await verifyLedger(cloud.deps.db, cloud.a.orgId, shop.payments)).kind;
    const inBank = async () =>
      (
        await cloud.root.query(
          `select coalesce(sum(amount_minor), 0)::int as minor from app.ledger_postings where account = 'bank'`,
        )
      ).rows[0].minor;
    const payout = await shop.act('pay-out', on);
    simulator.world.faults = { ...simulator.world.faults, webhookDuplicate: 1 };
    await shop.deliver();
    simulator.world.faults = { ...simulator.world.faults, webhookDuplicate: 0 };
    expect([await inBank(), await whole()]).toEqual([1_000, 'whole']);
    silence(1);
    await shop.act('pay-out', on);
    await shop.act('fail-payout', { payout: payout.id });
    forgetEvents();
    cloud.clock.now = addMs(cloud.clock.now, 120_000);
    expect(await run()).toMatchObject({ repaired: { lines: 2 }, unexplained: [], differences: [] });
    expect(await run()).toMatchObject({ repaired: { lines: 0 }, differences: [] });
    expect([await inBank(), await whole()]).toEqual([1_000, 'whole']);
    silence(0);
  });

  test('[LE-2] money that is none of ours is listed with its sum, every time, and nothing is made up for it', async () => {
    const on = { stripeAccount: account };
    const made = await simulator.stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' }, on);
    const card = { payment_method: 'pm_card_visa', return_url: 'https://shop.example.test' };
    await simulator.stripe.paymentIntents.confirm(made.id, card, on);
    const [first, second] = [await run(), await run()];
    expect(first?.unexplained.map(({ what }) => what)).toEqual(['payments', 'lines']);
    expect(first?.unexplained[0]?.id).toBe(made.id);
    expect(second?.unexplained).toEqual(first?.unexplained);
    expect(second?.differences).toEqual([{ currency: 'EUR', minor: -960 }]);
    for (const days of [1, 40]) {
      cloud.clock.now = addMs(cloud.clock.now, days * 86_400_000);
      await run();
      const later = await run();
      expect(later?.unexplained).toEqual(first?.unexplained.filter(({ what }) => what === 'lines'));
      expect(later?.differences).toEqual(second?.differences);
    }
  });

  test('[LE-2] a line that could not be looked into for days is listed until it can be, and then booked', async () => {
    const before = await run();
    silence(1);
    await shop.act('pay-out', { account, currency: 'eur', amount: 1_000 });
    forgetEvents();
    cloud.clock.now = addMs(cloud.clock.now, 120_000);
    await cloud.root.query(
      "alter table app.ledger_postings add constraint no_bank check (account <> 'bank') not valid",
    );
    const listed = [await run()];
    cloud.clock.now = addMs(cloud.clock.now, 86_400_000);
    listed.push(await run());
    const open = listed.map(report => report?.unexplained.filter(({ id }) => !known(before, id)).length);
    expect(open).toEqual([1, 1]);
    await cloud.root.query('alter table app.ledger_postings drop constraint no_bank');
    cloud.clock.now = addMs(cloud.clock.now, 3 * 86_400_000);
    expect(await run()).toMatchObject({ repaired: { lines: 1 }, differences: before?.differences });
    expect((await run())?.unexplained).toEqual(before?.unexplained);
    silence(0);
  });
});
