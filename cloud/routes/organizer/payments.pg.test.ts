import { afterAll, describe, expect, test } from 'vitest';
import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { placeShopOrder } from '../../services/shop/place-shop-order.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testOrigin } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud, shopUrl } from '../../testing/selling-cloud.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const { standing, balances } = moneyStanding(cloud);
const base = `/api/orgs/${cloud.a.orgId}`;
const urls = { backUrl: `${shopUrl}/paid`, cancelUrl: `${shopUrl}/checkout` };
const capability = (status: string) =>
  fetch(`${simulator.url}/_simulator/capability`, { method: 'POST', body: JSON.stringify({ account, status }) });

describe('payments of an organization', () => {
  test('[PY-5] an account is opened once, by the owner alone, and its papers are handed in on the provider’s page', async () => {
    const path = `/api/orgs/${cloud.b.orgId}/payments/account`;
    const body = { email: 'office@beta.example.org' };
    expect((await cloud.call(cloud.b.organizer, 'post', path, body)).status).toBe(403);
    expect((await cloud.call(cloud.b.owner, 'get', path)).status).toBe(404);
    const [first, second] = [
      await cloud.call(cloud.b.owner, 'post', path, body),
      await cloud.call(cloud.b.owner, 'post', path, body),
    ];
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ cardPayments: 'pending', livemode: false });
    const link = await cloud.call(cloud.b.owner, 'post', `${path}/link`, {
      backUrl: `${shopUrl}/settings`,
      refreshUrl: `${shopUrl}/again`,
    });
    const { url } = link.body as { url: string };
    const handedIn = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome: 'active', back: new URL(url).searchParams.get('back') ?? '' }),
    });
    expect(handedIn.headers.get('location')).toBe(`${shopUrl}/settings`);
    await shop.deliver();
    const { rows } = await cloud.root.query('select card_payments from app.payment_accounts where org_id = $1', [
      cloud.b.orgId,
    ]);
    expect(rows).toEqual([{ card_payments: 'active' }]);
  });

  test('[PY-5] while the provider does not let an organization take cards it sells nothing for money, and goes on giving away', async () => {
    const sale = await shop.aSale();
    const waiting = await shop.place(sale);
    await capability('restricted');
    await shop.deliver();
    const buyer = cloud.ctx(cloud.a, { kind: 'buyer' });
    const trace = { address: '192.0.2.7', device: 'a browser', termsAccepted: true };
    const shopOrder = (tierId: typeof sale.tierId) => ({
      order: { ...anOrder(cloud, tierId, 1), channel: 'api' } as never,
      proof: { trace },
    });
    const place = placeShopOrder(buyer, cloud.deps, sale.eventId, shopOrder(sale.tierId));
    await expect(place).rejects.toMatchObject({ code: 'payments-inactive', facts: { cardPayments: 'restricted' } });
    await expect(shop.start(waiting)).rejects.toMatchObject({ code: 'payments-inactive' });
    await capability('active');
    await shop.deliver();
    expect((await shop.start(waiting)).amountMinor).toBe(5_600);
  });

  test('[PY-6] the platform’s part is set by platform admins alone, taken of what is begun from then on, and booked apart', async () => {
    const path = `/api/platform/organizations/${cloud.a.orgId}/fee`;
    const fee = { feeBasisPoints: 200, feeMinor: 30 };
    expect((await cloud.call(cloud.a.owner, 'put', path, fee)).status).toBe(404);
    expect((await cloud.call(cloud.platformAdmin, 'put', path, fee)).body).toMatchObject(fee);
    const orderId = await shop.place(await shop.aSale());
    await shop.confirm(await shop.start(orderId));
    await shop.deliver();
    const list = await cloud.call(cloud.a.owner, 'get', `${base}/orders/${orderId}/payments`);
    const [payment] = (list.body as { items: unknown[] }).items;
    expect(payment).toMatchObject({ applicationFeeMinor: 142, settled: 'fulfilled' });
    expect(await balances(orderId)).toMatchObject({ 'platform-fees': 142, 'provider-balance': 5_349 });
    await cloud.call(cloud.platformAdmin, 'put', path, { feeBasisPoints: 0, feeMinor: 0 });
  });

  test('[PY-4] what a browser says of price, currency or somebody else’s order is refused, and nothing is started', async () => {
    const orderId = await shop.place(await shop.aSale());
    const start = (body: object, id: string = orderId, org = cloud.a) =>
      cloud.call(org.owner, 'post', `/api/orgs/${org.orgId}/orders/${id}/payments`, body);
    const answers = await Promise.all([
      start({ way: 'element', ...urls, amountMinor: 1 }),
      start({ way: 'element', ...urls, currency: 'JPY' }),
      start({ way: 'gift', ...urls }),
      start({ way: 'element', backUrl: 'javascript:alert(1)', cancelUrl: urls.cancelUrl }),
      start({ way: 'element', ...urls }, orderId, cloud.b),
      start({ way: 'element', ...urls }, `${orderId.slice(0, -1)}!`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 404, 400]);
    const list = await cloud.call(cloud.a.owner, 'get', `${base}/orders/${orderId}/payments`);
    expect(list.body).toEqual({ items: [] });
    const started = await start({ way: 'element', ...urls });
    const { paymentId } = started.body as { paymentId: string };
    expect(await cloud.call(cloud.b.owner, 'get', `/api/orgs/${cloud.b.orgId}/payments/${paymentId}`)).toMatchObject({
      status: 404,
    });
    expect((await cloud.call(cloud.a.viewer, 'get', `${base}/payments/${paymentId}`)).status).toBe(403);
  });

  test('[PY-4] the hosted page speaks the language of the order where it can, else the browser’s', async () => {
    const sale = await shop.aSale();
    const localeOf = async (language: string) => {
      const orderId = await shop.place(sale, 1, { buyer: { name: 'Léa', email: 'lea@example.org', language } });
      await shop.start(orderId, 'hosted');
      const sessions = simulator.world.books.get(account)?.resources.get('checkout.session')?.values();
      return [...(sessions ?? [])].at(-1)?.locale;
    };
    expect([await localeOf('fr'), await localeOf('ar')]).toEqual(['fr', 'auto']);
  });

  test('[PY-3] an event that claims what the provider does not say, or speaks of what nobody knows, changes nothing', async () => {
    const orderId: OrderId = await shop.place(await shop.aSale());
    await shop.start(orderId);
    const { rows } = await cloud.root.query('select intent_id from app.payments where order_id = $1', [orderId]);
    const claim = async (id: string, object: object, type = 'payment_intent.succeeded') => {
      const created = Math.floor(instantMs(cloud.clock.now) / 1000);
      const body = JSON.stringify({
        ...{ id, object: 'event', account, api_version: null, created, livemode: false, type },
        data: { object },
      });
      const headers = { 'stripe-signature': signWebhook(body, 'whsec_snapshot', created) };
      return (await cloud.call(null, 'post', '/webhooks/stripe/snapshot', body, { headers })).status;
    };
    const paid = { status: 'succeeded', amount_received: 5_600, metadata: { order: orderId } };
    expect(await claim('evt_claim', { id: rows[0].intent_id, ...paid })).toBe(200);
    expect(await claim('evt_new_kind', { id: 'x_1' }, 'moon.risen')).toBe(200);
    await shop.work();
    expect(await standing(orderId)).toEqual({
      state: 'awaiting-payment',
      tickets: 0,
      payments: ['open'],
      refunds: [],
    });
    expect(await claim('evt_nowhere', { id: 'pi_nowhere', ...paid })).toBe(200);
    await expect(shop.work()).rejects.toMatchObject({ kind: 'refused' });
    const events = await cloud.root.query(
      `select event_id, state, attempts, error is null as fine from app.provider_events
       where event_id in ('evt_claim', 'evt_new_kind', 'evt_nowhere') order by event_id`,
    );
    expect(events.rows).toEqual([
      { event_id: 'evt_claim', state: 'done', attempts: 1, fine: true },
      { event_id: 'evt_new_kind', state: 'ignored', attempts: 1, fine: true },
      { event_id: 'evt_nowhere', state: 'failed', attempts: 1, fine: false },
    ]);
  });

  test('[PY-3] [PY-9] the console lists what arrived with what came of it, replays, and shows another organization nothing', async () => {
    const cookieOf = async (email: string, orgId: string) => {
      const password = 'a long enough password';
      const person = await cloud.deps.identity.register({ email, password, name: email });
      await cloud.root.query(
        `insert into app.memberships (org_id, person_id, role, email, name, added_at) values ($1, $2, 'organizer', $3, $3, $4)`,
        [orgId, person?.personId, email, cloud.clock.now],
      );
      const answer = await post('/provider-events/sign-in', { email, password });
      return answer.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ');
    };
    const post = (path: string, fields: Record<string, string>, cookie = '', origin = testOrigin) =>
      cloud.app.request(path, {
        method: 'POST',
        headers: { origin, ...(cookie === '' ? {} : { cookie }) },
        body: new URLSearchParams(fields),
      });
    const page = async (cookie: string, query = '') =>
      (await cloud.app.request(`/provider-events${query}`, { headers: { cookie } })).text();
    expect(await (await cloud.app.request('/provider-events')).text()).toContain('type="password"');
    const mine = await cookieOf('ines@example.org', cloud.a.orgId);
    const failed = await page(mine, '?state=failed');
    expect(failed).toContain('evt_nowhere');
    expect(failed).toMatch(/class="state failed">Failed/);
    expect(failed).not.toMatch(/<script|evt_claim/);
    const fields = { org: cloud.a.orgId, state: 'failed', event: 'evt_nowhere' };
    const replayed = await post('/provider-events/replay', fields, mine);
    expect(replayed.status).toBe(303);
    expect(await page(mine, new URL(replayed.headers.get('location') ?? '', testOrigin).search)).toContain(
      'Worked through again: 1.',
    );
    expect((await post('/provider-events/replay', fields, mine, 'https://elsewhere.test')).status).toBe(403);
    const at = cloud.clock.now.slice(0, 16);
    expect(await page(mine, `?from=${at}`)).toContain('Work through all of these again');
    expect(await page(mine, `?before=${at}`)).not.toContain('evt_nowhere');
    expect(await page(mine)).toMatch(/Failed 1.*moon\.risen 1/s);
    expect((await post('/provider-events/replay', { org: cloud.a.orgId, from: at }, mine)).status).toBe(303);
    const theirs = await cookieOf('bert@example.org', cloud.b.orgId);
    expect(await page(theirs, `?org=${cloud.a.orgId}&state=failed`)).not.toContain('evt_nowhere');
    expect((await post('/provider-events/replay', fields, theirs)).status).toBe(404);
    await cloud.root.query(
      `insert into app.memberships (org_id, person_id, role, email, name, added_at)
       select $1, person_id, role, email, name, added_at from app.memberships where email = 'bert@example.org'`,
      [cloud.a.orgId],
    );
    for (const org of [cloud.a.orgId, cloud.b.orgId]) {
      const refused = await post(
        '/provider-events/replay',
        { org, state: 'done', event: 'evt_none', from: at },
        theirs,
      );
      const [text, chosen] = [await refused.text(), new RegExp(`<option value="${org}" selected>`)];
      expect([refused.status, chosen.test(text), text.includes('<option value="done" selected>')]).toEqual([
        404,
        true,
        true,
      ]);
      expect(text).toContain(`name="from" value="${at}"`);
    }
  });
});
