import { afterAll, describe, expect, test } from 'vitest';
import type { PlaceOrder } from '#shared/api/orders.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, type RefusalFacts } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import type { Ctx } from '../ctx.ts';
import { networkOf } from '../network-of.ts';
import { placeOrder } from '../orders/place-order.ts';
import { giveBackOrder } from '../shop/give-back-order.ts';
import { placeCheckout } from '../shop/place-checkout.ts';

const database = await testDatabase();
const shop = await sellingCloud(database);
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { a, root, deps } = cloud;

const buyerAt = (address: string): Ctx => ({ ...cloud.ctx(a, { kind: 'buyer' }), address: networkOf(address) });
let people = 0;
/** An order of somebody else, unless their address is given. */
const cart = (
  { tierId }: PublishedEvent,
  count: number,
  email = `buyer.${++people}@example.org`,
  over: object = {},
) => {
  const order = anOrder(cloud, tierId, count, { buyer: { name: 'Jonas Beck', email }, channel: 'online', ...over });
  // As the page sends it, each ticket with its id.
  const tickets = order.tickets.map(each => ({ ...each, ticketId: mintId('TicketId', deps.randomBytes) }));
  return { ...order, tickets } as unknown as PlaceOrder;
};
const send = (sale: PublishedEvent, address: string, order: PlaceOrder, ctx = buyerAt(address)) =>
  placeCheckout(ctx, deps, sale.eventId, {
    order,
    proof: { trace: { address, device: 'A phone', termsAccepted: false } },
    version: 1,
  });
/** What they were answered, in a word. */
const outcome = (sale: PublishedEvent, address: string, order: PlaceOrder, ctx?: Ctx) =>
  send(sale, address, order, ctx).then(
    () => 'held',
    error => {
      if (isRefusal(error)) return error.code;
      throw error;
    },
  );
const tally = (outcomes: readonly string[]) => ({
  held: outcomes.filter(each => each === 'held').length,
  refused: outcomes.filter(each => each === 'too-many-held').length,
});
const heldOf = async ({ eventId }: PublishedEvent): Promise<number> =>
  (await root.query('select held from app.pools where event_id = $1', [eventId])).rows[0].held;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Somebody at an address holds the half of a small house, which is as much as may be held there, in four orders. */
async function halfTheHouse(address: string): Promise<{ sale: PublishedEvent; orders: PlaceOrder[] }> {
  const sale = await shop.aSale({ capacity: 40 });
  const orders = times(4).map(() => cart(sale, 5));
  for (const order of orders) expect(await outcome(sale, address, order)).toBe('held');
  expect(await outcome(sale, address, cart(sale, 1))).toBe('too-many-held');
  return { sale, orders };
}

describe('places that are held and not paid', () => {
  test('[IN-12] [TE-5] forty checkouts of ten at once hold a hundred places of a house of four hundred, over one IPv4 address or one IPv6 network', async () => {
    for (const addressOf of [() => '203.0.113.9', (index: number) => `2001:db8:7:1:${index}::5`]) {
      const sale = await shop.aSale({ capacity: 400 });
      const all = await Promise.all(times(40).map(index => outcome(sale, addressOf(index), cart(sale, 10))));
      expect(tally(all)).toEqual({ held: 10, refused: 30 });
      expect(await heldOf(sale)).toBe(100);
      const facts = await send(sale, addressOf(41), cart(sale, 2)).catch(({ facts }: { facts: RefusalFacts }) => facts);
      const lapsesAt = addMs(cloud.clock.now, limits.holdDurationMs);
      expect(facts).toEqual({ who: 'address', held: 100, max: 100, lapsesAt });
      expect(await outcome(sale, '203.0.113.10', cart(sale, 10))).toBe('held');
      expect(await outcome(sale, '2001:db8:7:2::1', cart(sale, 10))).toBe('held');
    }
  });

  test('[IN-12] one e-mail address in whatever case holds fifty from everywhere, one beside it has its own', async () => {
    const sale = await shop.aSale({ capacity: 400 });
    const emails = ['jonas@example.org', 'Jonas@Example.org', 'JONAS@example.org'];
    const all = times(9).map(index => outcome(sale, `198.51.100.${index}`, cart(sale, 10, emails[index % 3])));
    expect(tally(await Promise.all(all))).toEqual({ held: 5, refused: 4 });
    expect(await outcome(sale, '198.51.100.77', cart(sale, 10, 'jonas+1@example.org'))).toBe('held');
    const other = await shop.aSale({ capacity: 400 });
    expect(await outcome(other, '198.51.100.1', cart(other, 10, 'jonas@example.org'))).toBe('held');
  });

  test('[IN-12] what is paid, being paid, given back or lapsed does not count, and makes room for as much', async () => {
    const address = '203.0.113.20';
    const { sale, orders } = await halfTheHouse(address);
    const [paid, paying, given] = orders as [PlaceOrder, PlaceOrder, PlaceOrder];
    const more = () => outcome(sale, address, cart(sale, 5));
    const started = await shop.start(paid.orderId);
    expect(await more()).toBe('too-many-held');
    await shop.confirm(started);
    await shop.settle(started);
    expect([await more(), await more()]).toEqual(['held', 'too-many-held']);
    const debit = await shop.start(paying.orderId);
    await root.query(`update app.payments set state = 'processing' where payment_id = $1`, [debit.paymentId]);
    expect([await more(), await more()]).toEqual(['held', 'too-many-held']);
    await giveBackOrder(buyerAt(address), given.orderId);
    expect([await more(), await more()]).toEqual(['held', 'too-many-held']);
    cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs - 1);
    expect(await more()).toBe('too-many-held');
    cloud.clock.now = addMs(cloud.clock.now, 1);
    expect(tally(await Promise.all(times(6).map(more)))).toEqual({ held: 4, refused: 2 });
  });

  test('[IN-12] [SH-9] an order that takes the place of another does not count beside it, and a repeat is answered', async () => {
    const address = '203.0.113.30';
    const { sale, orders } = await halfTheHouse(address);
    const [first, second] = orders as [PlaceOrder, PlaceOrder];
    const { ref } = await send(sale, address, first);
    expect((await send(sale, address, first)).ref).toBe(ref);
    expect(await outcome(sale, address, { ...first, buyer: { ...first.buyer, name: 'Jonas Bekc' } })).toBe('held');
    const smaller = { ...second, tickets: second.tickets.slice(0, 3) };
    expect([await outcome(sale, address, smaller), await heldOf(sale)]).toEqual(['held', 18]);
    const larger = { ...smaller, tickets: [...smaller.tickets, ...cart(sale, 3).tickets] };
    expect([await outcome(sale, address, larger), await heldOf(sale)]).toEqual(['too-many-held', 18]);
    const rest = [await outcome(sale, address, cart(sale, 2)), await outcome(sale, address, cart(sale, 1))];
    expect(rest).toEqual(['held', 'too-many-held']);
  });

  test('[IN-12] of two processes each lets through no more than the other cannot know yet', async () => {
    const sale = await shop.aSale({ capacity: 400 });
    const address = '203.0.113.40';
    const beside = { ...buyerAt(address), db: database.pool('foyer_app') };
    const all = times(30).map(index => outcome(sale, address, cart(sale, 5), index % 2 === 0 ? undefined : beside));
    const { held } = tally(await Promise.all(all));
    const unknown = Math.floor(100 / limits.openPlacesGivenOneIn) + limits.openPlacesUncountedPerAddress;
    expect(held * 5).toBeGreaterThanOrEqual(100);
    expect(held * 5).toBeLessThanOrEqual(100 + unknown);
    expect(await outcome(sale, address, cart(sale, 1), beside)).toBe('too-many-held');
  });

  test('[IN-12] a small house is not held by one address or one person alone, and who holds nothing may place any order', async () => {
    const sale = await shop.aSale({ capacity: 12 });
    expect(await outcome(sale, '203.0.113.50', cart(sale, 5))).toBe('held');
    expect(await outcome(sale, '203.0.113.50', cart(sale, 2))).toBe('too-many-held');
    expect(await outcome(sale, '203.0.113.51', cart(sale, 7))).toBe('held');
  });

  test('[IN-12] the box office is not bound and binds nobody, nor does what costs nothing; who waits for an approval is', async () => {
    const small = { capacity: 20 };
    const sale = await shop.aSale(small);
    const club = cart(sale, 5, 'club@example.org');
    const staff = cloud.ctx(a, 'box-office');
    for (const _ of times(3))
      await placeOrder(staff, sale.eventId, anOrder(cloud, sale.tierId, 5, { buyer: club.buyer }));
    expect(await outcome(sale, '203.0.113.61', club)).toBe('held');
    const free = await aPublishedEvent(cloud, a, small);
    for (const _ of times(4)) expect(await outcome(free, '203.0.113.62', cart(free, 5))).toBe('held');
    const asked = await aPublishedEvent(cloud, a, { ...small, event: { needsApproval: true } });
    for (const _ of times(2)) expect(await outcome(asked, '203.0.113.63', cart(asked, 5))).toBe('held');
    cloud.clock.now = addMs(cloud.clock.now, 3 * limits.holdDurationMs);
    expect(await outcome(asked, '203.0.113.63', cart(asked, 1))).toBe('too-many-held');
  });

  test('[IN-12] the first time in ten minutes it stands in the log and the audit log, by mail once an hour, and names nobody', async () => {
    cloud.clock.now = addMs(cloud.clock.now, limits.hoardingMailEveryMs);
    cloud.log.length = 0;
    const since = { audit: (await audits()).length, mails: (await mailed()).length };
    const one = await halfTheHouse('203.0.113.70');
    expect(await outcome(one.sale, '203.0.113.70', cart(one.sale, 1))).toBe('too-many-held');
    const two = await halfTheHouse('203.0.113.71');
    const told = [one, two].map(({ sale: { eventId } }) => ({ eventId, what: 'address', held: 20 }));
    expect((await audits()).slice(since.audit)).toEqual(told);
    expect(cloud.log.filter(({ event }) => event === 'hoarding')).toEqual(
      told.map(each => ({ level: 'warn', event: 'hoarding', orgId: a.orgId, ...each })),
    );
    const mails = (await mailed()).slice(since.mails);
    expect(mails.length).toBeGreaterThan(0);
    expect(new Set(mails.map(({ recipient }) => recipient)).size).toBe(mails.length);
    expect(mails.map(({ about }) => about)).toEqual(mails.map(() => ({ kind: 'hoarding', ...told[0] })));
  });
});

test('[TE-5] [KE-2] the database counts by the same networks, forgets them with the address, and chokes on nothing', async () => {
  const addresses = ['192.0.2.7', '2001:DB8::1', '[2001:db8:0:0:ffff::1]', '2001:db8:0:1::1', 'fe80::1%eth0', '::1'];
  const odd = ['::ffff:192.0.2.7', '::FFFF:c000:207', 'unknown', '', 'a:b', '::::', '1.2.3.4:80', '2001:db8::/200'];
  for (const one of addresses)
    for (const other of addresses) {
      const same =
        'select app.network_of($1) = app.network_of($2) as same, app.network_of($2) = app.network_of($3) as by';
      const { rows } = await root.query(same, [one, other, networkOf(other)]);
      expect([one, other, rows[0]]).toEqual([one, other, { same: networkOf(one) === networkOf(other), by: true }]);
    }
  const { rows } = await root.query('select app.network_of(each) as network from unnest($1::text[]) as each', [odd]);
  expect(rows.map(({ network }) => network).slice(0, 3)).toEqual(['192.0.2.7', '192.0.2.7', 'unknown']);
  await root.query('update app.checkout_traces set address = null');
  const left = await root.query('select count(*)::int as left from app.checkout_traces where network is not null');
  expect(left.rows).toEqual([{ left: 0 }]);
});

const audits = async () =>
  (await root.query(`select after from app.audit where verb = 'order.hoarding' order by seq`)).rows.map(
    ({ after }) => after,
  );
const mailed = async () =>
  (await root.query(`select recipient, about from app.mails where kind = 'hoarding' order by queued_at, recipient`))
    .rows as { readonly recipient: string; readonly about: object }[];
