import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { cancelEvent } from '../../services/events/cancel-event.ts';
import { createEvent } from '../../services/events/create-event.ts';
import { getEvent } from '../../services/events/get-event.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { createTier } from '../../services/tiers/create-tier.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { anEvent } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, b } = cloud;
const sale = await aPublishedEvent(cloud, a, {
  capacity: 7,
  event: {
    title: 'Was ihr wollt',
    languages: ['de'],
    lineUp: [{ name: 'Mara </script><b>', startsAt: null, note: 'Viola' }],
  },
  tier: { name: 'Stalls', priceMinor: 2400, orderMax: 4 },
});
const { tierId: secretId } = await createTier(cloud.ctx(a), sale.eventId, {
  name: 'Friends of the house',
  priceMinor: 1000,
  poolIds: [sale.poolId],
  visibility: 'code',
  accessCode: 'Malvolio',
});
await createTier(cloud.ctx(a), sale.eventId, {
  name: 'Press seats',
  priceMinor: 0,
  poolIds: [sale.poolId],
  visibility: 'hidden',
});

function get(path: string, headers: Record<string, string> = {}) {
  return cloud.call(null, 'get', path, undefined, { headers: { host: 'foyer.test', ...headers } });
}

test('[SH-1] a shop is found by short name, in the path or in front of ours, and by a domain of its own', async () => {
  const added = await cloud.call(a.owner, 'post', `/api/orgs/${a.orgId}/domains`, { host: 'Tickets.Lantern.Example' });
  expect(added.body).toMatchObject({
    shopUrl: 'http://foyer.test/o/alpha',
    domains: [{ host: 'tickets.lantern.example' }],
  });
  for (const [path, host] of [
    ['/o/alpha', 'foyer.test'],
    ['/', 'alpha.foyer.test'],
    ['/', 'tickets.lantern.example:8080'],
  ] as const) {
    const page = await get(path, { host });
    expect([page.status, page.text.includes('Was ihr wollt')], host).toEqual([200, true]);
  }
  const byDomain = await get('/', { host: 'tickets.lantern.example' });
  expect(byDomain.text).toContain(`href="/events/${sale.eventId}"`);
  expect((await get('/o/alpha')).text).toContain(`href="/o/alpha/events/${sale.eventId}"`);
});

test('[SH-1] a domain shows one organization alone, and is held by whoever named it first', async () => {
  expect((await get('/o/beta', { host: 'tickets.lantern.example' })).status).toBe(404);
  expect((await get(`/o/beta/events/${sale.eventId}`)).status).toBe(404);
  const path = `/api/orgs/${b.orgId}/domains`;
  expect((await cloud.call(b.owner, 'post', path, { host: 'tickets.lantern.example' })).status).toBe(409);
  expect((await cloud.call(b.owner, 'delete', `${path}/tickets.lantern.example`)).status).toBe(404);
  expect((await cloud.call(b.owner, 'post', path, { host: 'beta.foyer.test' })).status).toBe(400);
});

test('[SH-1] [SH-3] what is not there and what is a draft read alike', async () => {
  const draft = await createEvent(cloud.ctx(a), cloud.deps.keyVault, anEvent({ title: 'Secret plan' }));
  const invented = 'evt_00000000000000000000000000';
  const [one, other, garbled] = await Promise.all(
    [draft.eventId, invented, 'nonsense'].map(id => get(`/o/alpha/events/${id}`)),
  );
  expect([one?.status, one?.text]).toEqual([404, other?.text]);
  expect(garbled?.text).toBe(other?.text);
  const unknown = await get('/o/nobody/events/x');
  expect(unknown).toMatchObject({ status: 404 });
  expect(unknown.text).not.toMatch(/alpha|beta/);
});

test('[SH-2] the language is chosen, else the browser’s, else the event’s', async () => {
  const path = `/o/alpha/events/${sale.eventId}`;
  expect((await get(path)).text).toContain('<html lang="de" dir="ltr">');
  const french = await get(path, { 'accept-language': 'nl, fr-CA;q=0.8' });
  expect(french.text).toContain('<html lang="fr" dir="ltr">');
  const arabic = await get(`${path}?lang=ar`, { 'accept-language': 'fr' });
  expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
  const cookie = arabic.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect((await get(path, { cookie, 'accept-language': 'fr' })).text).toContain('lang="ar"');
  // 18:30 UTC is half past seven in the evening in Vienna.
  const english = (await get(`${path}?lang=en`)).text;
  expect(english).toContain('Starts 19:30');
  expect(english).toContain('€24.00');
  expect((await get(`${path}?lang=de`)).text).toMatch(/24,00\s€/);
});

test('[SH-3] what is over or was cancelled says so at its address, stands in no list and sells nothing', async () => {
  const titles = { cancelled: 'Hamlet fällt aus', over: 'Gestern' };
  const off = await aPublishedEvent(cloud, a, { event: { title: titles.cancelled } });
  const { version } = await getEvent(cloud.ctx(a), off.eventId);
  await cancelEvent(cloud.ctx(a), off.eventId, { version, reason: 'Ill' });
  const over = await aPublishedEvent(cloud, a, { event: { title: titles.over } });
  await cloud.root.query('update app.events set doors_at = $2, starts_at = $2, ends_at = $3 where event_id = $1', [
    over.eventId,
    addMs(cloud.clock.now, -7_200_000),
    cloud.clock.now,
  ]);
  const said = { [off.eventId]: 'This event is cancelled', [over.eventId]: 'This event is over' };
  const list = (await get('/o/alpha?lang=en')).text;
  for (const { eventId, tierId } of [off, over]) {
    const page = await get(`/o/alpha/events/${eventId}?lang=en`);
    expect([page.status, page.text.includes(said[eventId] ?? '')]).toEqual([200, true]);
    expect(page.text).not.toContain('data-event');
    expect(list).not.toContain(eventId);
    const order = placeOrder(cloud.ctx(a, { kind: 'buyer' }), eventId, anOrder(cloud, tierId, 1));
    await expect(order).rejects.toMatchObject({ code: 'not-on-sale' });
  }
});

test('[SH-4] [SH-5] a code opens its tiers in whatever case; hidden tiers are not seen; little is told in words', async () => {
  const path = `/o/alpha/events/${sale.eventId}`;
  const plain = await get(`${path}?lang=en`);
  expect(plain.text).toContain('The last 7');
  expect(plain.text).not.toMatch(/Friends of the house|Press seats|Malvolio/);
  expect((await get(`${path}?lang=en&code=wrong`)).text).not.toContain('Friends of the house');
  const opened = await get(`${path}?lang=en&code=malvolio`);
  expect(opened.text).toContain('Friends of the house');
  expect(opened.text).not.toMatch(/Press seats|Malvolio/);
  const { tiers } = (await get(`${path}/availability?lang=en&code=MALVOLIO`)).body as { tiers: { tierId: string }[] };
  expect(secretId).not.toBe(sale.tierId);
  expect(tiers).toHaveLength(1);
  expect(tiers[0]).toEqual({ tierId: sale.tierId, max: 4, words: 'The last 7', offered: true });
  // Who has seen a tier asks for it by its id; that counts as no guess, and looks the same for ever.
  for (let look = 0; look < 40; look++) {
    const renewed = await get(`${path}/availability?tiers=${sale.tierId},${secretId}`);
    expect(renewed.body).toMatchObject({ tiers: [{ tierId: sale.tierId }, { tierId: secretId, offered: true }] });
  }
});

test('[SH-4] [PR-10] whoever tries codes that nobody knows is soon made to wait', async () => {
  const path = `/o/alpha/events/${sale.eventId}?lang=en&code=`;
  const wrong = await get(`${path}orsino`, { 'test-address': '198.51.100.7' });
  expect([wrong.status, wrong.text.match(/The code “orsino” cannot be used/g)?.length]).toEqual([200, 1]);
  expect(wrong.text).not.toContain('is kept and tried');
  const statuses: number[] = [];
  for (let guess = 0; guess < 30; guess++)
    statuses.push((await get(`${path}guess${guess}`, { 'test-address': '198.51.100.7' })).status);
  expect(statuses.at(-1)).toBe(429);
  const slowed = await get(`${path}malvolio&n1=2`, { 'test-address': '198.51.100.7' });
  expect([slowed.status, slowed.text.includes('Please try again in 15 minutes.')]).toEqual([429, true]);
  expect(slowed.text).not.toContain('Friends of the house');
  expect((await get(`${path}malvolio`, { 'test-address': '198.51.100.8' })).text).toContain('Friends of the house');
});

test('a page may run its own scripts alone, and what organizers write stays text', async () => {
  const page = await get(`/o/alpha/events/${sale.eventId}`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(page.text).not.toMatch(/<script(?! type="(?:module|application\/ld\+json)")|\son[a-z]+=|style="/);
  expect(page.text).not.toContain('Mara </script>');
  const data = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page.text)?.[1] ?? '';
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'Event',
    name: 'Was ihr wollt',
    offers: [{ price: '24.00', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' }],
    performer: [{ name: 'Mara </script><b>' }],
  });
  const graph = [...page.text.matchAll(/<meta property="og:(\w+)" content="([^"]*)"\/>/g)];
  expect(Object.fromEntries(graph.map(([, name, value]) => [name, value]))).toMatchObject({
    title: 'Was ihr wollt',
    url: `http://foyer.test/o/alpha/events/${sale.eventId}`,
    locale: 'de_DE',
  });
  for (const [, file] of page.text.matchAll(/(?:href|src)="(\/shop-assets\/[^"]+)"/g)) {
    const asset = await get(file ?? '');
    expect([asset.status, asset.headers.get('cache-control')], file).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
});

test('[SH-2] each language of a page is found at an address of its own, and the plain one is for everybody else', async () => {
  const path = `/o/alpha/events/${sale.eventId}`;
  const linksOf = async (query: string) => {
    const { text } = await get(`${path}${query}`, { 'accept-language': 'fr' });
    return [...text.matchAll(/<link rel="(canonical|alternate)"(?: hrefLang="([\w-]+)")? href="([^"]*)"\/>/g)].map(
      ([, rel, language, href]) => [rel, language, href?.replace('http://foyer.test/o/alpha/events/', '')],
    );
  };
  const alternates = [
    ['alternate', 'x-default', sale.eventId],
    ...['en', 'de', 'fr', 'es', 'ar'].map(language => ['alternate', language, `${sale.eventId}?lang=${language}`]),
  ];
  expect(await linksOf('')).toEqual([['canonical', undefined, sale.eventId], ...alternates]);
  expect(await linksOf('?lang=de')).toEqual([['canonical', undefined, `${sale.eventId}?lang=de`], ...alternates]);
});

test('[SH-7] an accent nobody could read is corrected, and the organizer is told', async () => {
  const path = `/api/orgs/${a.orgId}`;
  const { body } = await cloud.call(a.owner, 'get', path);
  const { version } = body as { version: number };
  for (const accent of ['red velvet', '#12', 'oklch(1.2.3 0.1 20)', 'oklch(0.5 9 20)'])
    expect(await cloud.call(a.owner, 'patch', path, { version, accent })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-input', field: 'accent', sentence: expect.stringMatching(/^a colour looks like/) } },
    });
  const edited = await cloud.call(a.owner, 'patch', path, {
    version,
    accent: '#ffee88',
    typeface: 'serif',
    terms: 'No refunds.',
  });
  expect(edited.body).toMatchObject({ accent: '#ffee88', warnings: [{ field: 'accent' }] });
  const page = await get('/o/alpha');
  expect(page.text).toMatch(/--accent:light-dark\(oklch\(0\.[45]/);
  expect(page.text).toContain('Fraunces');
  expect((await get('/o/alpha/terms')).text).toContain('No refunds.');
});

test('calendar, site map and robots', async () => {
  const calendar = await get(`/o/alpha/events/${sale.eventId}/calendar.ics`);
  expect(calendar.text).toContain('DTSTART:20261122T183000Z\r\n');
  expect(calendar.text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true);
  expect((await get('/o/alpha/sitemap.xml')).text).toContain(
    `<loc>http://foyer.test/o/alpha/events/${sale.eventId}</loc>`,
  );
  expect((await get('/o/alpha/robots.txt')).text).toContain('Disallow: /o/alpha/pay/');
});

test('[SH-14] ages stand beside the price, and what is to be brought under a heading of its own', async () => {
  const { eventId, poolId } = await aPublishedEvent(cloud, a, { tier: { name: 'Premiere', priceMinor: 9_500 } });
  const tier = (name: string, proof: object) =>
    createTier(cloud.ctx(a), eventId, { name, priceMinor: 1_000, poolIds: [poolId], proof });
  await tier('Child', { kind: 'age', ageMin: null, ageMax: 13, what: null });
  await tier('Student', { kind: 'entitlement', ageMin: null, ageMax: null, what: 'Student card' });
  const { text } = await get(`/o/alpha/events/${eventId}?lang=en`);
  const factsOf = (heading: string) =>
    [...(new RegExp(`<dt>${heading}</dt><dd>(.*?)</dd>`).exec(text)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(
      ([, line = '']) => line.replaceAll(/<[^>]+>/g, ''),
    );
  expect([factsOf('Age'), factsOf('Please bring')]).toEqual([['Child up to 13 years'], ['Student Student card']]);
  expect(text).toMatch(/>Child<\/bdi><\/label><p class="tier-note">up to 13 years<\/p>/);
  const plain = await get(`/o/alpha/events/${sale.eventId}?lang=en`);
  expect(plain.text).not.toMatch(/<dt>(?:Age|Please bring)<\/dt>/);
});
