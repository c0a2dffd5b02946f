import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { withFaults } from '#fixtures/simulators/stripe/faults.ts';
import { openDispute } from '#fixtures/simulators/stripe/flows/dispute-charge.ts';
import { finishRefund, refundCharge } from '#fixtures/simulators/stripe/flows/refund-charge.ts';
import { booksOf, type Resource, shelf } from '#fixtures/simulators/stripe/world.ts';
import { must } from '#shared/kernel/assert.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { payments } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { PublishedEvent } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { createPromoCode } from '../promos/create-promo-code.ts';
import { makeRefund } from '../refunds/make-refund.ts';
import { retryRefund } from '../refunds/retry-refund.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator } = shop;
const { standing, balances } = moneyStanding(cloud);
const providerBooks = () => booksOf(simulator.world, shop.account);

/** Paid, and nobody has told us. */
async function paidUnheard(): Promise<{
  readonly orderId: Awaited<ReturnType<typeof shop.place>>;
  readonly charge: Resource;
}> {
  const orderId = await shop.place(await shop.aSale());
  const started = await shop.start(orderId, 'hosted');
  simulator.world.faults = withFaults({ webhookDrop: 1 });
  await shop.confirm(started);
  simulator.world.faults = withFaults({});
  return { orderId, charge: must([...shelf(providerBooks(), 'charge').values()].at(-1), 'the charge') };
}

describe('what is heard out of order', () => {
  test('[PY-3] events out of order, twice and badly signed in between end in the same sale', async () => {
    const { world } = simulator;
    const calm = world.faults;
    world.faults = { ...calm, webhookReorder: 1, webhookDuplicate: 1, webhookBadSignature: 0.3 };
    const orderId = await shop.place(await shop.aSale());
    await shop.confirm(await shop.start(orderId));
    await shop.deliver();
    world.faults = { ...calm, webhookReorder: 1, webhookDuplicate: 1 };
    cloud.clock.now = addMs(cloud.clock.now, 120_000);
    await shop.deliver();
    world.faults = calm;
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  });

  test('[OR-7] a dispute before its payment: the money has arrived first, and its tickets are frozen', async () => {
    const { orderId, charge } = await paidUnheard();
    openDispute(simulator.world, providerBooks(), charge, { inquiry: false, reason: 'fraudulent' });
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'paid', tickets: 2, payments: ['fulfilled'] });
    const { rows } = await cloud.root.query('select distinct disputed from app.tickets where order_id = $1', [orderId]);
    expect(rows).toEqual([{ disputed: true }]);
  });

  test('[OR-12] a refund made elsewhere that had failed before we heard of it waits for somebody, and can be tried again', async () => {
    const { orderId, charge } = await paidUnheard();
    const refund = refundCharge(simulator.world, providerBooks(), { charge: charge.id });
    finishRefund(simulator.world, providerBooks(), refund, 'failed');
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'refunded', tickets: 0 });
    expect(await balances(orderId)).toMatchObject({ buyer: -5_600 });
    const { rows } = await cloud.root.query('select refund_id as id, state from app.refunds where order_id = $1', [
      orderId,
    ]);
    expect(rows).toMatchObject([{ state: 'failed' }]);
    const again = mintId('RefundId', cloud.deps.randomBytes);
    await retryRefund(cloud.ctx(cloud.a), rows[0].id, { refundId: again });
    await shop.work();
    await shop.deliver();
    expect(await balances(orderId)).not.toHaveProperty('buyer');
  });

  test('[PY-4] a webhook that told of the payment before our own call was answered: started again it can be paid', async () => {
    const orderId = await shop.place(await shop.aSale());
    const first = await shop.start(orderId);
    // As if the process had died with the answer in its hands, and the webhook had come all the same.
    await withTenant(cloud.deps.db, cloud.a.orgId, tx =>
      tx.update(payments).set({ state: 'open', clientSecret: null }).where(eq(payments.paymentId, first.paymentId)),
    );
    expect(await shop.start(orderId)).toEqual(first);
  });
});

describe('a part that somebody gave back past us while a bank inquired, which our rules say no to, and that failed', () => {
  const failed = async () => {
    const orderId = await shop.sold(await shop.aSale());
    const charge = must([...shelf(providerBooks(), 'charge').values()].at(-1), 'the charge').id;
    const inquiry = await shop.act('dispute', { charge, inquiry: true });
    await shop.deliver();
    const made = await simulator.stripe.refunds.create({ charge, amount: 1_000 }, { stripeAccount: shop.account });
    await shop.deliver();
    await shop.act('finish-refund', { refund: made.id, outcome: 'failed' });
    await shop.deliver();
    expect((await standing(orderId)).refunds).toEqual(['amount 1000']);
    expect(await balances(orderId)).not.toHaveProperty('buyer');
    return { orderId, disputeId: inquiry.id };
  };
  test('[OR-12] gave nothing back: all of it still can be', async () => {
    const { orderId, disputeId } = await failed();
    await shop.act('close-dispute', { dispute: disputeId, outcome: 'won' });
    await shop.deliver();
    const refundId = mintId('RefundId', cloud.deps.randomBytes);
    const wish = { kind: 'whole', returnsFee: true };
    const made = await makeRefund(cloud.ctx(cloud.a), orderId, { refundId, wish, reason: 'Fell ill' });
    expect(made.amountMinor).toBe(5_600);
    await shop.work();
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'refunded', tickets: 0 });
    expect(await balances(orderId)).not.toHaveProperty('buyer');
    expect(await shop.books()).toEqual(['whole', [0]]);
  });

  test('[LE-4] left nobody a claim: a dispute that is lost is a loss in full', async () => {
    const { orderId, disputeId } = await failed();
    await shop.act('escalate', { dispute: disputeId });
    await shop.deliver();
    await shop.act('close-dispute', { dispute: disputeId, outcome: 'lost' });
    await shop.deliver();
    const { buyer, disputes, 'dispute-losses': loss } = await balances(orderId);
    expect({ buyer, disputes, loss }).toEqual({ buyer: undefined, disputes: undefined, loss: 5_600 });
    expect(await shop.books()).toEqual(['whole', [0]]);
  });
});

describe('a promo code of an order that is paid late', () => {
  test('[PR-12] is taken again with the places, and nobody else has it', async () => {
    const sale = await aSaleWith({ usesMax: 1 });
    const paid = await paidLate(sale);
    expect(await usesOf(sale)).toEqual({ uses: 0, orders: [] });
    await paid.heard();
    expect(await standing(paid.orderId)).toMatchObject({ state: 'paid', tickets: 2, payments: ['re-seated'] });
    expect(await usesOf(sale)).toEqual({ uses: 1, orders: [paid.orderId] });
    await expect(placeWith(sale)).rejects.toMatchObject({ code: 'promo-not-valid', facts: { why: 'used-up' } });
  });

  test('[PR-12] that was used up meanwhile, by others or by the same buyer: all goes back, and the buyer is told why', async () => {
    for (const [limit, why] of [
      [{ usesMax: 1 }, 'used-up'],
      [{ usesMax: 5, usesPerBuyerMax: 1 }, 'used-by-buyer'],
    ] as const) {
      const sale = await aSaleWith(limit);
      const paid = await paidLate(sale);
      const second = await placeWith(sale);
      await paid.heard();
      expect(await standing(paid.orderId)).toEqual({
        state: 'lapsed',
        tickets: 0,
        payments: ['refunded-late'],
        refunds: ['late 2800'],
      });
      expect(await usesOf(sale)).toEqual({ uses: 1, orders: [second] });
      await expect(placeWith(sale)).rejects.toMatchObject({ facts: { why } });
      const [mail] = (await cloud.root.query('select about from app.mails where order_id = $1', [paid.orderId])).rows;
      expect(mail.about).toMatchObject({ kind: 'paid-too-late', codeUsed: true });
    }
    expect((await shop.books())[0]).toBe('whole');
  });
});

async function aSaleWith(limit: object): Promise<PublishedEvent> {
  const sale = await shop.aSale();
  const code = { code: 'HALF', kind: 'percent', basisPoints: 5_000, ...limit };
  await createPromoCode(cloud.ctx(cloud.a), sale.eventId, code);
  return sale;
}

const placeWith = (sale: PublishedEvent) => shop.place(sale, 2, { codes: ['half'] });

/** Paid in time; nobody heard of it before the places lapsed. */
async function paidLate(sale: PublishedEvent) {
  const orderId = await placeWith(sale);
  const started = await shop.start(orderId);
  simulator.world.faults = withFaults({ webhookDrop: 1 });
  await shop.confirm(started);
  simulator.world.faults = withFaults({});
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs);
  await lapseHolds(cloud.ctx(cloud.a));
  return { orderId, heard: () => shop.settle(started) };
}

async function usesOf({ eventId }: PublishedEvent) {
  const { rows } = await cloud.root.query(
    `select c.uses, coalesce(array_agg(u.order_id) filter (where u.ended_at is null), '{}') as orders
     from app.promo_codes c left join app.promo_uses u using (org_id, event_id, code) where event_id = $1 group by c.uses`,
    [eventId],
  );
  return rows[0];
}
