import { afterAll, expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { cancelOrder } from '../../services/orders/cancel-order.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { joinWaitingList } from '../../services/waiting-list/join-waiting-list.ts';
import { waitingLink } from '../../services/waiting-list/waiting-link.ts';
import { setWaitingRoom } from '../../services/waiting-room/set-waiting-room.ts';
import { anOrder, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { a, root } = cloud;
const owner = () => cloud.ctx(a);

/** A browser at the checkout of an event: it keeps its cookies, and sends back what the page had hidden. */
function browser({ eventId }: PublishedEvent) {
  const jar = new Map<string, string>();
  const send = async (method: 'GET' | 'POST', url: string, form?: Record<string, string>) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await cloud.app.request(url, {
      method,
      headers: { host: 'foyer.test', origin: 'http://foyer.test', 'accept-language': 'en', cookie },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return { status: response.status, text: await response.text(), to: response.headers.get('location') ?? '' };
  };
  const event = `/o/alpha/events/${eventId}`;
  const open = async (query = 'n1=2') => {
    const page = await send('GET', `${event}/checkout?${query}`);
    const fields = page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g);
    return { ...page, hidden: Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value])) };
  };
  const buy = (hidden: object, over: object = {}, query = 'n1=2') =>
    send('POST', `${event}/checkout?${query}`, {
      ...hidden,
      name: 'Jonas Bekc',
      email: 'jonas@example.org',
      ...over,
    } as Record<string, string>);
  return { event, send, open, buy };
}

const right = { name: 'Jonas Beck' };
const standing = async ({ eventId }: PublishedEvent) => {
  const pool = await root.query('select sold, held from app.pools where event_id = $1', [eventId]);
  const orders = await root.query(
    `select state, buyer_name as name from app.orders where event_id = $1 and state not in ('cancelled', 'lapsed')`,
    [eventId],
  );
  return { ...pool.rows[0], orders: orders.rows.map(({ state, name }) => `${name} ${state}`) };
};
const kept = { sold: 0, held: 2, orders: ['Jonas Beck awaiting-payment'] };

test('[SH-9] [WR-4] in front of a waiting room a correction needs no second turn, nor does a look at the form', async () => {
  const sale = await shop.aSale();
  const opensAt = addMs(cloud.clock.now, 1_000);
  await setWaitingRoom(owner(), sale.eventId, { opensAt, admitsPerMinute: 60 });
  const buyer = browser(sale);
  await buyer.send('GET', `${buyer.event}/queue`);
  for (const pass of [1_000, 1_000, 60_000]) {
    cloud.clock.now = addMs(cloud.clock.now, pass);
    await buyer.send('GET', `${buyer.event}/queue`);
  }
  const page = await buyer.open();
  expect(page.status).toBe(200);
  const first = await buyer.buy(page.hidden);
  expect(first.to).toContain('/pay/');
  const second = await buyer.buy(page.hidden, right);
  expect(second.to).toContain('/pay/');
  expect(await standing(sale)).toEqual(kept);
  const again = await buyer.open();
  expect([again.status, again.text.includes('takes its place')]).toEqual([200, true]);
  expect((await buyer.buy(again.hidden, { name: 'Ada Beck' })).to).toContain('/pay/');
  expect(await standing(sale)).toEqual({ ...kept, orders: ['Ada Beck awaiting-payment'] });
  const stranger = browser(sale);
  expect((await stranger.buy({ ...again.hidden, link: '' }, right)).to).toContain('/queue');
  const log = await root.query(`select target, after from app.audit where verb = 'order.replace' order by seq`);
  expect(log.rows).toMatchObject([{ target: page.hidden.orderId, after: { state: 'cancelled' } }, {}]);
});

test('[SH-9] [WL-3] [WL-5] places somebody has stay theirs while others wait for more, and so does an offer that was taken', async () => {
  const sale = await shop.aSale({ capacity: 4 });
  const buyer = browser(sale);
  const page = await buyer.open();
  await buyer.buy(page.hidden);
  const rest = await placeOrder(owner(), sale.eventId, anOrder(cloud, sale.tierId, 2));
  const asks = { tierId: sale.tierId, quantity: 2, email: 'waits@example.org', language: 'en' };
  await joinWaitingList(cloud.ctx(a, { kind: 'buyer' }), cloud.deps.linkSecret, sale.eventId, asks);
  expect((await buyer.buy(page.hidden, right)).to).toContain('/pay/');
  expect(await standing(sale)).toMatchObject({ held: 4 });
  expect((await standing(sale)).orders).toContain('Jonas Beck awaiting-payment');

  await cancelOrder(owner(), rest.orderId, { reason: 'ill' });
  await shop.work();
  const { rows } = await root.query('select entry_id, state from app.waiting_list where event_id = $1', [sale.eventId]);
  expect(rows).toMatchObject([{ state: 'offered' }]);
  const query = `n1=2&offer=${waitingLink(cloud.deps.linkSecret, a.orgId, { eventId: sale.eventId, entryId: rows[0].entry_id })}`;
  const offered = browser(sale);
  const form = await offered.open(query);
  expect((await offered.buy(form.hidden, { name: 'Wyat' }, query)).to).toContain('/pay/');
  const corrected = await offered.buy(form.hidden, { name: 'Wyatt' }, query);
  expect(corrected.to).toContain('/pay/');
  expect(await standing(sale)).toMatchObject({ held: 4 });
  expect((await standing(sale)).orders.sort()).toEqual(['Jonas Beck awaiting-payment', 'Wyatt awaiting-payment']);
  await offered.send('POST', `${corrected.to}/give-back`, {});
  const again = await root.query('select state from app.waiting_list where event_id = $1', [sale.eventId]);
  expect(again.rows).toEqual([{ state: 'offered' }]);
});

test('[SH-9] who asks for more than there is keeps what they have; sent twice at once is one order, and there and back is one', async () => {
  const sale = await shop.aSale({ capacity: 3 });
  const buyer = browser(sale);
  const page = await buyer.open();
  const first = await buyer.buy(page.hidden, right);
  const more = { ...page.hidden, ...(await buyer.open('n1=4')).hidden };
  const tried = await buyer.buy(more, right, 'n1=4');
  expect([tried.status, tried.text.includes('3 left')]).toEqual([409, true]);
  expect(await standing(sale)).toEqual(kept);
  expect((await buyer.buy(page.hidden, right)).to).toBe(first.to);

  const twice = await Promise.all([1, 2].map(() => buyer.buy(page.hidden, { name: 'Ada Beck' })));
  expect(twice[0]?.to).toContain('/pay/');
  expect(twice[1]?.to).toBe(twice[0]?.to);
  expect(await standing(sale)).toEqual({ ...kept, orders: ['Ada Beck awaiting-payment'] });
  const back = await buyer.buy(page.hidden, right);
  expect(back.to).not.toBe(first.to);
  expect(await standing(sale)).toEqual(kept);
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs - 60_000);
  const late = await buyer.buy(page.hidden, { name: 'Eva Beck' });
  const held = await root.query(
    `select extract(epoch from lapses_at) * 1000 - $2 as left from app.holds where event_id = $1 and state = 'held'`,
    [sale.eventId, Date.parse(cloud.clock.now)],
  );
  expect([late.to.includes('/pay/'), held.rows.map(row => Number(row.left))]).toEqual([true, [60_000]]);
});

test('[SH-9] [PR-5] a code that is good once is good for the correction too', async () => {
  const sale = await shop.aSale();
  const code = { code: 'ONCE', kind: 'percent', basisPoints: 1000, usesMax: 1, usesPerBuyerMax: 1 };
  await cloud.call(a.owner, 'post', `${sale.path}/promo-codes`, code);
  const buyer = browser(sale);
  const page = await buyer.open('n1=2&code=ONCE');
  expect((await buyer.buy(page.hidden, {}, 'n1=2&code=ONCE')).to).toContain('/pay/');
  expect((await buyer.buy(page.hidden, right, 'n1=2&code=ONCE')).to).toContain('/pay/');
  const uses = await root.query('select uses from app.promo_codes where event_id = $1', [sale.eventId]);
  expect([await standing(sale), uses.rows]).toEqual([kept, [{ uses: 1 }]]);
});

test('[SH-9] what was paid meanwhile is shown and not bought again; what is being paid stays', async () => {
  const sale = await shop.aSale();
  const buyer = browser(sale);
  const page = await buyer.open();
  await buyer.buy(page.hidden);
  const orderId = page.hidden.orderId as never;
  const started = await shop.start(orderId);
  await root.query(`update app.payments set state = 'processing' where payment_id = $1`, [started.paymentId]);
  const paying = await buyer.buy(page.hidden, right);
  expect([paying.status, paying.text.includes('under way already')]).toEqual([409, true]);
  await root.query(`update app.payments set state = 'open' where payment_id = $1`, [started.paymentId]);
  await shop.confirm(started);
  await shop.settle(started);
  const paid = await buyer.buy(page.hidden, right);
  expect([paid.status, paid.to]).toEqual([303, expect.stringContaining('/orders/')]);
  expect((await buyer.send('GET', paid.to)).text).toContain('Jonas Bekc');
  expect(await standing(sale)).toEqual({ sold: 2, held: 0, orders: ['Jonas Bekc paid'] });
});

test('[SH-9] [OR-24] a form that names somebody’s ticket as its own buys tickets of its own', async () => {
  const sale = await shop.aSale();
  const theirs = await shop.sold(sale, 1);
  const { rows } = await root.query('select ticket_id as id from app.tickets where order_id = $1', [theirs]);
  const ids = { 't0.id': rows[0].id, 't1.id': rows[0].id };
  const buyer = browser(sale);
  const page = await buyer.open();
  expect((await buyer.buy({ ...page.hidden, ...ids })).to).toContain('/pay/');
  const orderId = page.hidden.orderId as never;
  const drafts = async () => (await root.query('select drafts from app.orders where order_id = $1', [orderId])).rows[0];
  expect(JSON.stringify(await drafts())).not.toContain(rows[0].id);
  const started = await shop.start(orderId);
  await shop.confirm(started);
  expect(await shop.settle(started)).toMatchObject({ orderState: 'paid', settled: 'fulfilled' });
  const all = await root.query('select count(*)::int as tickets from app.tickets where event_id = $1', [sale.eventId]);
  expect([all.rows, await standing(sale)]).toMatchObject([[{ tickets: 3 }], { sold: 3, held: 0 }]);
});

test('[PR-1] a price that rose or fell since the page was drawn is shown before anything is held, with all that was typed', async () => {
  const sale = await shop.aSale();
  const buyer = browser(sale);
  let { hidden } = await buyer.open();
  for (const [version, priceMinor, was, is] of [
    [1, 4_800, '56.00', '96.00'],
    [2, 1_200, '96.00', '24.00'],
  ] as const) {
    const edited = await cloud.call(a.owner, 'patch', `${sale.path}/tiers/${sale.tierId}`, { version, priceMinor });
    expect(edited.status).toBe(200);
    const told = await buyer.buy(hidden, right);
    expect(told.status).toBe(409);
    expect(told.text).toMatch(new RegExp(`it was [^ ]*${was} and is now [^ ]*${is}`));
    expect(told.text).toContain('value="Jonas Beck"');
    expect(await standing(sale)).toMatchObject({ held: 0, orders: [] });
    const fields = told.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g);
    hidden = Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
  }
  expect((await buyer.buy(hidden, right)).to).toContain('/pay/');
  expect(await standing(sale)).toEqual(kept);
});
