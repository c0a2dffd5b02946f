import { afterAll, describe, expect, test } from 'vitest';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { failure } from '../../gateways/stripe/stripe-errors.ts';
import { createApp } from '../../http/create-app.ts';
import { orderLink } from '../../services/orders/order-link.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { a, deps } = cloud;
const sale = await shop.aSale();

const browser = { host: 'foyer.test', accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'de' };
type Asked = { readonly method?: string; readonly body?: BodyInit; readonly headers?: Record<string, string> };

async function ask(path: string, { method = 'GET', body, headers = {} }: Asked = {}, app = cloud.app) {
  const response = await app.request(path, { method, headers: { ...browser, ...headers }, ...(body ? { body } : {}) });
  const type = (response.headers.get('content-type') ?? '').split(';')[0];
  return { status: response.status, type, text: await response.text(), headers: response.headers };
}

const payPath = (orderId: OrderId) => `/o/alpha/pay/${orderLink(deps.linkSecret, a.orgId, orderId)}`;

describe('[SH-11] whatever goes wrong, a person is told on a page of the shop in their language', () => {
  const added = cloud.call(a.owner, 'post', `/api/orgs/${a.orgId}/domains`, { host: 'tickets.lantern.example' });

  test('an address that nothing is at, below a shop and on a domain of its own', async () => {
    expect((await added).status).toBe(200);
    const own = { host: 'tickets.lantern.example' };
    for (const page of [await ask('/o/alpha/nothing'), await ask('/wp-login.php', { headers: own })]) {
      expect([page.status, page.type]).toEqual([404, 'text/html']);
      expect(page.text).toContain('Hier ist nichts');
      expect(page.text).toContain('Organization alpha');
    }
    const nobody = await ask('/wp-login.php', { headers: { host: 'nobody.example' } });
    expect([nobody.status, nobody.type]).toEqual([404, 'text/html']);
    expect(nobody.text).not.toMatch(/alpha|beta/);
  });

  test('[SH-1] an address typed with a slash at the end, or in capitals, leads to the one address of its page', async () => {
    for (const [typed, page] of [
      ['/o/alpha/', '/o/alpha'],
      [`/o/ALPHA/events/${sale.eventId}/?lang=de`, `/o/alpha/events/${sale.eventId}?lang=de`],
    ] as const) {
      const told = await ask(typed);
      expect([told.status, told.headers.get('location'), (await ask(page)).status], typed).toEqual([308, page, 200]);
    }
    expect((await ask('/o/alpha/', { method: 'POST' })).status).toBe(404);
  });

  test('a form from another site, one that is too large, and too many calls', async () => {
    const foreign = { cookie: 'foyer.language=fr', origin: 'https://elsewhere.example' };
    const refused = await ask(`${payPath(await shop.place(sale, 1))}/give-back`, { method: 'POST', headers: foreign });
    expect([refused.status, refused.type]).toEqual([403, 'text/html']);
    expect(refused.text).toMatch(/<html lang="fr".*Organization alpha/s);
    const large = await ask(`/o/alpha/events/${sale.eventId}/checkout`, {
      method: 'POST',
      body: 'x'.repeat(2_000_000),
    });
    expect([large.status, large.type]).toEqual([413, 'text/html']);
    const strict = createApp({ ...deps, callsPerMinuteMax: 0 });
    for (const path of ['/webhooks/anything', '/webhooks/stripe/snapshot', '/shop-assets/000000000000/shop.css'])
      expect((await ask(path, {}, strict)).status, path).toBe(429);
    const style = /href="(\/shop-assets\/[^"]+)"/.exec((await ask('/o/alpha')).text)?.[1] ?? '';
    expect((await ask(style, {}, strict)).status).toBe(200);
    const many = await ask('/o/alpha', {}, strict);
    expect([many.status, many.type, Number(many.headers.get('retry-after')) > 0]).toEqual([429, 'text/html', true]);
    expect(many.text).toContain('<html lang="de"');
    expect(many.text).toContain('href="">Noch einmal versuchen</a>');
    expect(large.text).not.toContain('Noch einmal versuchen');
  });

  test('a fault of ours says nothing of itself; the log has it', async () => {
    const broken = createApp({
      ...deps,
      db: { ...deps.db, connect: () => Promise.reject(new Error('the disk is on fire')) } as never,
    });
    const before = cloud.log.length;
    const page = await ask(`/o/alpha/events/${sale.eventId}`, {}, broken);
    expect([page.status, page.type]).toEqual([500, 'text/html']);
    expect(page.text).toContain('Bei uns ist etwas schiefgegangen.');
    expect(page.text).not.toContain('fire');
    expect(cloud.log.slice(before)).toContainEqual(expect.objectContaining({ event: 'fault' }));
  });

  test.each([
    ['a page', '/o/alpha', { accept: 'text/html' }, {}],
    [
      'a form of a person’s',
      '/pair/sign-in',
      { origin: 'http://foyer.test' },
      { email: 'a@example.org', password: 'x' },
    ],
  ])('what only the database refused is noted, at %s as well', async (_, path, headers, form) => {
    const violated = Object.assign(new Error('duplicate key'), { code: '23505' });
    const refuse = () => Promise.reject(violated);
    const signInAttempts = { ...deps.signInAttempts, reserve: refuse };
    const strict = createApp({ ...deps, signInAttempts, db: { ...deps.db, connect: refuse, query: refuse } as never });
    const before = cloud.log.length;
    const posted = Object.keys(form).length > 0 ? { method: 'POST', body: new URLSearchParams(form as never) } : {};
    expect((await ask(path, { headers, ...posted }, strict)).status).toBe(409);
    expect(cloud.log.slice(before)).toContainEqual(expect.objectContaining({ event: 'database-refused' }));
  });

  test('programs are answered as programs: below /api, and where data was asked for', async () => {
    expect(await ask('/api/nothing')).toMatchObject({ status: 404, type: 'application/json' });
    expect(await ask('/nothing', { headers: { accept: '*/*' } })).toMatchObject({
      status: 404,
      type: 'application/json',
    });
    const lapsed = await shop.place(sale, 1);
    const now = cloud.clock.now;
    cloud.clock.now = addMs(now, 3_600_000);
    const headers = { accept: 'application/json' };
    const start = await ask(`${payPath(lapsed)}/start`, { method: 'POST', headers });
    cloud.clock.now = now;
    expect([start.status, start.type]).toEqual([409, 'application/json']);
    expect(JSON.parse(start.text)).toMatchObject({
      error: { code: 'hold-lapsed', sentence: expect.stringMatching(/Reservierung/) },
    });
  });
});

test('[SH-11] what keeps the provider from opening a page of its own is told where one pays', async () => {
  const createHostedPage = () => Promise.reject(failure('refused', 'account_invalid', 'not this account'));
  const app = createApp({ ...deps, payments: { ...shop.payments, createHostedPage } });
  const path = payPath(await shop.place(sale, 1));
  const page = await ask(`${path}/hosted`, { method: 'POST', headers: { origin: 'http://foyer.test' } }, app);
  expect([page.status, page.type]).toEqual([409, 'text/html']);
  expect(page.text).toMatch(/role="alert"[^>]*>Der Zahlungsdienst hat die Zahlung nicht angenommen\./);
  expect(page.text).toContain(`action="${path}/hosted"`);
});

describe('a buyer who comes back from paying', () => {
  const dead = (kind: 'busy' | 'unknown') =>
    createApp({
      ...deps,
      payments: {
        ...shop.payments,
        payment: () => Promise.reject(failure(kind, kind, 'the provider does not answer')),
      },
    });

  test.each(['busy', 'unknown'] as const)(
    '[SH-11] [PY-3] while the provider is %s, nobody says that nothing was charged',
    async kind => {
      const orderId = await shop.place(sale, 1);
      await shop.start(orderId);
      const page = await ask(`${payPath(orderId)}/return`, {}, dead(kind));
      expect([page.status, page.type]).toEqual([200, 'text/html']);
      expect(page.text).toContain('Wir warten auf die Zahlung');
      expect(page.text).not.toMatch(/nichts (wurde )?abgebucht/i);
      expect(cloud.log.at(-1)).toMatchObject({ event: 'fault', message: 'the provider does not answer' });
      expect((await ask(`${payPath(orderId)}/return`)).text).toMatch(/nichts (wurde )?abgebucht/i);
    },
  );
});

test('[SH-11] [PY-3] who paid without our hearing of it is not told that nothing was charged when the time is up', async () => {
  const app = createApp({
    ...deps,
    payments: { ...shop.payments, payment: () => Promise.reject(failure('busy', 'busy', 'no answer')) },
  });
  const { now } = cloud.clock;
  const [paid, idle, neverStarted] = [await shop.place(sale, 1), await shop.place(sale, 1), await shop.place(sale, 1)];
  await shop.confirm(await shop.start(paid));
  await shop.start(idle);
  cloud.clock.now = addMs(now, 3_600_000);
  for (const orderId of [paid, idle]) {
    const page = await ask(payPath(orderId), {}, app);
    expect([page.status, page.text.includes('Wir warten auf die Zahlung')]).toEqual([200, true]);
    expect(page.text).not.toMatch(/nichts (wurde )?abgebucht/i);
  }
  const heard = await ask(payPath(paid));
  expect([heard.status, heard.headers.get('location')]).toEqual([303, expect.stringContaining('/orders/')]);
  for (const orderId of [idle, neverStarted])
    expect((await ask(payPath(orderId))).text).toMatch(/nichts (wurde )?abgebucht/i);
  cloud.clock.now = now;
});

test('[IN-2] [SH-11] who paid too late reads that it came back, not that nothing was charged', async () => {
  const small = await shop.aSale({ capacity: 2 });
  const orderId = await shop.place(small, 2);
  const started = await shop.start(orderId);
  await shop.confirm(started);
  const { now } = cloud.clock;
  cloud.clock.now = addMs(now, 660_000);
  await shop.place(small, 2);
  await shop.deliver();
  const page = await ask(`/o/alpha/orders/${orderLink(deps.linkSecret, a.orgId, orderId)}`);
  expect(page.text).toContain('Die Zahlung kam erst, als die Reservierung schon abgelaufen war.');
  expect(page.text).toMatch(/56,00.€: (unterwegs|erstattet)/);
  expect(page.text).not.toMatch(/nichts (wurde )?abgebucht/i);
  cloud.clock.now = now;
});

describe('what is remembered by https alone', () => {
  test('[SH-2] as the shop’s own address says, and no header of a visitor', async () => {
    const cookieOf = async (publicUrl: string, headers: Record<string, string> = {}) => {
      const app = createApp({ ...deps, publicUrl });
      const host = new URL(publicUrl).host;
      return (await ask('/o/alpha?lang=fr', { headers: { host, ...headers } }, app)).headers.getSetCookie()[0];
    };
    expect(await cookieOf('https://foyer.test')).toContain('Secure');
    expect(await cookieOf('http://foyer.test', { 'x-forwarded-proto': 'https' })).not.toContain('Secure');
  });

  test('only below our own name everything else is https as well', async () => {
    const strictOf = async (host: string) =>
      (await ask('/imprint', { headers: { host } })).headers.get('strict-transport-security');
    expect(await strictOf('foyer.test')).toBe('max-age=31536000; includeSubDomains');
    expect(await strictOf('tickets.lantern.example')).toBe('max-age=31536000');
  });
});
