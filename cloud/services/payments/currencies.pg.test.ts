import { afterAll, describe, expect, test } from 'vitest';
import type { TierId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { anEvent } from '../../testing/an-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { createEvent } from '../events/create-event.ts';
import { publishEvent } from '../events/publish-event.ts';
import { placeOrder } from '../orders/place-order.ts';
import { quoteOrder } from '../orders/quote-order.ts';
import { createPool } from '../pools/create-pool.ts';
import { createTier } from '../tiers/create-tier.ts';
import { editTier } from '../tiers/edit-tier.ts';
import { getPaymentAccount } from './get-payment-account.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const buyer = () => cloud.ctx(cloud.a, { kind: 'buyer' });
const { pool } = moneyStanding(cloud);

describe('in what money is taken, and how little of it', () => {
  test('[PY-11] a cart below the least that is charged holds no places; one ticket more may be paid', async () => {
    expect(await getPaymentAccount(ctx(), shop.payments)).toMatchObject({ currency: 'EUR', minimumMinor: 50 });
    const { eventId, tierId, poolId } = await shop.aSale({ tier: { priceMinor: 30 } });
    const least = { code: 'below-minimum', facts: { minimumMinor: 50, currency: 'EUR' } };
    const cart = { lines: [{ tierId, quantity: 1 }], codes: [] };
    await expect(quoteOrder(buyer(), eventId, cart)).rejects.toMatchObject(least);
    await expect(placeOrder(buyer(), eventId, anOrder(cloud, tierId, 1))).rejects.toMatchObject(least);
    expect(await pool(poolId)).toEqual({ sold: 0, held: 0 });
    // The box office takes any sum; by card it cannot be paid there either.
    const { orderId } = await placeOrder(ctx(), eventId, anOrder(cloud, tierId, 1));
    await expect(shop.start(orderId)).rejects.toMatchObject(least);
    const two = await placeOrder(buyer(), eventId, anOrder(cloud, tierId, 2));
    expect((await shop.start(two.orderId)).amountMinor).toBe(60);
  });

  test('[PY-12] [PR-11] a price in what the account does not settle in, or that cannot be paid, is refused where it is written', async () => {
    const event = await createEvent(ctx(), cloud.deps.keyVault, anEvent());
    const { poolId } = await createPool(ctx(), event.eventId, { name: 'House', capacity: 10 });
    const tier = (over: object) => createTier(ctx(), event.eventId, { name: 'Stalls', poolIds: [poolId], ...over });
    const foreign = { code: 'currency-not-settled', facts: { currency: 'CHF', accountCurrency: 'EUR' } };
    await expect(tier({ priceMinor: 2_800, currency: 'CHF' })).rejects.toMatchObject(foreign);
    await expect(tier({ priceMinor: 8_505, currency: 'KWD' })).rejects.toMatchObject({ code: 'not-payable' });
    const free = await tier({ priceMinor: 0, currency: 'CHF' });
    const dearer = { version: free.version, priceMinor: 100 };
    await expect(editTier(ctx(), event.eventId, free.tierId, dearer)).rejects.toMatchObject(foreign);
    const named = await editTier(ctx(), event.eventId, free.tierId, { version: free.version, name: 'Friends' });
    expect(named.name).toBe('Friends');
  });

  test('[PY-12] tiers from before the account are caught where sales open, where a cart is bought and where a payment begins', async () => {
    const francs = (tierId: TierId) =>
      cloud.root.query(`update app.tiers set currency = 'CHF' where tier_id = $1`, [tierId]);
    const draft = await createEvent(ctx(), cloud.deps.keyVault, anEvent());
    const { poolId } = await createPool(ctx(), draft.eventId, { name: 'House', capacity: 10 });
    const tier = { name: 'Stalls', poolIds: [poolId], priceMinor: 2_800 };
    const { tierId } = await createTier(ctx(), draft.eventId, tier);
    await francs(tierId);
    const foreign = { code: 'currency-not-settled' };
    await expect(publishEvent(ctx(), draft.eventId, { version: draft.version })).rejects.toMatchObject(foreign);
    const sale = await shop.aSale();
    await francs(sale.tierId);
    // A buyer can do nothing about it.
    const closed = { code: 'payments-inactive', facts: { currency: 'CHF', accountCurrency: 'EUR' } };
    await expect(placeOrder(buyer(), sale.eventId, anOrder(cloud, sale.tierId, 1))).rejects.toMatchObject(closed);
    const { orderId } = await placeOrder(ctx(), sale.eventId, anOrder(cloud, sale.tierId, 1));
    await expect(shop.start(orderId)).rejects.toMatchObject(foreign);
  });

  test('[PY-12] what the account settles in is heard of, and what is on sale follows at once', async () => {
    const sale = await shop.aSale();
    const place = () => placeOrder(buyer(), sale.eventId, anOrder(cloud, sale.tierId, 1));
    await place();
    const account = shop.simulator.world.books.get('acct_platform00000000')?.resources.get('v2.core.account');
    const settles = (account?.get(shop.account)?.defaults ?? {}) as { currency?: string };
    settles.currency = 'gbp';
    await shop.act('capability', { status: 'active' });
    await shop.deliver();
    await expect(place()).rejects.toMatchObject({ code: 'payments-inactive', facts: { accountCurrency: 'GBP' } });
    settles.currency = 'eur';
    cloud.clock.now = addMs(cloud.clock.now, 1_000);
    await shop.act('capability', { status: 'active' });
    await shop.deliver();
    expect((await place()).state).toBe('awaiting-payment');
  });
});
