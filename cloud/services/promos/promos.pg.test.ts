import { expect, test } from 'vitest';
import type { PlaceOrder } from '#shared/api/orders.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { anActiveAccount } from '../../testing/an-active-account.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { networkOf } from '../network-of.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { quoteOrder } from '../orders/quote-order.ts';
import { placeShopOrder } from '../shop/place-shop-order.ts';
import { createTier } from '../tiers/create-tier.ts';

const cloud = await testApp(await testDatabase());
const { a, call } = cloud;
const tier = { priceMinor: 2000 };
const buyer = (email: string) => ({ buyer: { name: 'Jonas Beck', email } });
const shopper = (address: string) => ({ ...cloud.ctx(a, { kind: 'buyer' }), address: networkOf(address) });
const trace = { address: '192.0.2.9', device: 'a browser', termsAccepted: false };
const outcome = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'held';
  } catch (error) {
    if (isRefusal(error)) return error.facts.why ?? error.code;
    throw error;
  }
};
const usesOf = async (eventId: string, code: string) =>
  (await cloud.root.query('select uses from app.promo_codes where event_id = $1 and code = $2', [eventId, code]))
    .rows[0]?.uses;

test('[PR-5] a code is made, used, given back when the order comes to nothing, and never used more often than it may be', async () => {
  const { eventId, tierId, path } = await aPublishedEvent(cloud, a, { tier });
  const codes = `${path}/promo-codes`;
  const made = await call(a.organizer, 'post', codes, {
    code: 'early',
    kind: 'percent',
    basisPoints: 1000,
    usesMax: 3,
    usesPerBuyerMax: 1,
  });
  expect(made).toMatchObject({ status: 201, body: { code: 'EARLY', uses: 0, stacks: false } });
  expect((await call(a['box-office'], 'get', codes)).status).toBe(403);
  const quote = await quoteOrder(cloud.ctx(a), eventId, { lines: [{ tierId, quantity: 2 }], codes: [' early '] });
  expect(quote).toMatchObject({ totalMinor: 3600, discounts: [{ code: 'EARLY', minor: 400 }] });

  const people = Array.from({ length: 8 }, (_, index) => buyer(`buyer.${index}@example.org`));
  const orders = people.map(who => anOrder(cloud, tierId, 1, { ...who, codes: ['EARLY'] }));
  const outcomes = await Promise.all(orders.map(order => outcome(placeOrder(cloud.ctx(a), eventId, order))));
  expect(outcomes.sort()).toEqual(['held', 'held', 'held', ...Array.from({ length: 5 }, () => 'used-up')]);
  expect(await usesOf(eventId, 'EARLY')).toBe(3);

  const { rows } = await cloud.root.query('select order_id from app.promo_uses where event_id = $1', [eventId]);
  await cancelOrder(cloud.ctx(a), rows[0].order_id, { reason: 'Changed their mind' });
  expect(await usesOf(eventId, 'EARLY')).toBe(2);
  const again = anOrder(cloud, tierId, 1, { ...buyer('Somebody.Else@example.org'), codes: ['EARLY'] });
  expect(await outcome(placeOrder(cloud.ctx(a), eventId, again))).toBe('held');
  const twice = anOrder(cloud, tierId, 1, { ...buyer('somebody.else@Example.org'), codes: ['EARLY'] });
  await call(a.organizer, 'patch', `${codes}/EARLY`, { usesMax: 10 });
  expect(await outcome(placeOrder(cloud.ctx(a), eventId, twice))).toBe('used-by-buyer');
  await lapseHolds({ ...cloud.ctx(a), now: addMs(cloud.clock.now, limits.holdDurationMs) });
  expect(await usesOf(eventId, 'EARLY')).toBe(0);
  expect((await call(a.organizer, 'patch', `${codes}/EARLY`, { archived: true })).status).toBe(200);
  expect(await outcome(quoteOrder(cloud.ctx(a), eventId, { lines: [{ tierId, quantity: 1 }], codes: ['EARLY'] }))).toBe(
    'unknown',
  );
});

test('[PR-9] a tier that is not public is sold to a buyer with a code that opens it, and to nobody without', async () => {
  const { eventId, poolId, path } = await aPublishedEvent(cloud, a, { tier });
  const tierOf = async (name: string, over: object) =>
    (await createTier(cloud.ctx(a), eventId, { name, priceMinor: 0, poolIds: [poolId], ...over })).tierId;
  const hidden = await tierOf('Friends', { visibility: 'hidden' });
  const coded = await tierOf('Members', { visibility: 'code', accessCode: 'Club-42' });
  await call(a.owner, 'post', `${path}/promo-codes`, { code: 'FRIENDS', kind: 'unlock', tierIds: [hidden] });
  const buy = (tierId: typeof hidden, codes: readonly string[]) =>
    outcome(placeOrder(shopper('192.0.2.7'), eventId, anOrder(cloud, tierId, 1, { codes })));
  expect(await buy(hidden, [])).toBe('not-on-sale');
  expect(await buy(coded, ['FRIENDS'])).toBe('no-tier');
  expect(await buy(hidden, ['friends'])).toBe('held');
  expect(await buy(coded, ['club-42'])).toBe('held');
  expect(await outcome(placeOrder(cloud.ctx(a), eventId, anOrder(cloud, hidden, 1)))).toBe('held');
});

test('[PY-5] [PR-4] who pays nothing by a code of the whole price needs no payment account of the organizer', async () => {
  const { eventId, tierId, path } = await aPublishedEvent(cloud, a, { tier });
  await call(a.owner, 'post', `${path}/promo-codes`, { code: 'GIFT', kind: 'percent', basisPoints: 10_000 });
  const ctx = shopper('192.0.2.9');
  const lines = [{ tierId, quantity: 1 }];
  const order = (codes: readonly string[]) => anOrder(cloud, tierId, 1, { codes }) as unknown as PlaceOrder;
  const buy = (codes: readonly string[]) =>
    placeShopOrder(ctx, cloud.deps, eventId, { order: order(codes), proof: { trace } });
  expect(await outcome(quoteOrder(ctx, eventId, { lines, codes: [] }))).toBe('payments-inactive');
  expect(await outcome(buy([]))).toBe('payments-inactive');
  expect(await quoteOrder(ctx, eventId, { lines, codes: ['GIFT'] })).toMatchObject({ totalMinor: 0, free: true });
  expect(await buy(['GIFT'])).toMatchObject({ state: 'paid', totalMinor: 0 });
  expect(await outcome(placeOrder(cloud.ctx(a, 'box-office'), eventId, order([])))).toBe('held');
});

test('[PR-10] guessing is slowed by address, and the organizer finds it in the log; others and known codes are not touched', async () => {
  await anActiveAccount(cloud, a);
  const { eventId, tierId, path } = await aPublishedEvent(cloud, a, { tier });
  await call(a.owner, 'post', `${path}/promo-codes`, { code: 'KNOWN', kind: 'percent', basisPoints: 500 });
  const ask = (address: string, code: string, now = cloud.clock.now) =>
    outcome(quoteOrder({ ...shopper(address), now }, eventId, { lines: [{ tierId, quantity: 1 }], codes: [code] }));
  for (let guess = 0; guess <= limits.promoGuessesBeforeBlock; guess += 1)
    expect(await ask('198.51.100.1', `GUESS${guess}`)).toBe('unknown');
  expect(await ask('198.51.100.1', 'KNOWN')).toBe('codes');
  expect(await ask('198.51.100.2', 'KNOWN')).toBe('held');
  expect(await ask('198.51.100.1', 'KNOWN', addMs(cloud.clock.now, limits.promoGuessBlockMs))).toBe('held');
  const { rows } = await cloud.root.query(`select after from app.audit where org_id = $1 and verb = 'promo.guessing'`, [
    a.orgId,
  ]);
  expect(rows).toEqual([{ after: { wrongCodes: limits.promoGuessesBeforeBlock + 1 } }]);
});
