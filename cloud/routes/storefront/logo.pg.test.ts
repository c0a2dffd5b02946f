import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { demoLogo } from '#fixtures/demo/demo-logo.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { loadLetter } from '../../services/mail/load-letter.ts';
import { pressLetter } from '../../storefront/mails/press-letter.ts';
import { aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const sale = await aPublishedEvent(cloud, a);
const orgPath = `/api/orgs/${a.orgId}`;

async function send(logoUrl: string | null) {
  const { body } = await cloud.call(a.owner, 'get', orgPath);
  return cloud.call(a.owner, 'patch', orgPath, { version: (body as { version: number }).version, logoUrl });
}
const get = (path: string, host = 'foyer.test') => cloud.call(null, 'get', path, undefined, { headers: { host } });

test('[SH-12] a logo that was sent stands on every page and is served by the shop itself, wherever the shop is', async () => {
  const { body } = await send(demoLogo('theater-am-ring.svg'));
  const { logoUrl } = body as { logoUrl: string };
  expect(logoUrl).toMatch(/^\/logo\/[0-9a-f]{16}-light\.svg$/);
  for (const [path, host, at] of [
    ['/o/alpha', 'foyer.test', `/o/alpha${logoUrl}`],
    ['/', 'alpha.foyer.test', logoUrl],
  ] as const) {
    const page = await get(path, host);
    expect(page.text).toContain(`<img class="logo on-house" src="${at}" alt="Organization alpha"`);
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self' data:;");
    const logo = await get(at, host);
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(logo.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox$/);
  }
  // It says nothing of others, and others say nothing of it.
  expect((await get(`/o/beta${logoUrl}`)).status).toBe(404);
  // Chats show no drawings.
  expect((await get(`/o/alpha/events/${sale.eventId}`)).text).not.toContain('og:image');
});

test('[SH-12] a picture is shown to chats as well; an address elsewhere is let in by the page’s policy', async () => {
  const { body } = await send(demoLogo('quai-des-brumes.png'));
  const { logoUrl } = body as { logoUrl: string };
  const page = await get(`/o/alpha/events/${sale.eventId}`);
  expect(page.text).toContain(`<img class="logo on-paper" src="/o/alpha${logoUrl}"`);
  expect(page.text).toContain(`<meta property="og:image" content="http://foyer.test/o/alpha${logoUrl}"/>`);
  expect((await send('https://cdn.example.org/logo.png')).status).toBe(200);
  const policy = (await get('/o/alpha')).headers.get('content-security-policy');
  expect(policy).toContain("img-src 'self' data: https://cdn.example.org;");
  // Mails that were sent before go on showing what they showed.
  expect((await get(`/o/alpha${logoUrl}`)).status).toBe(200);
});

test('[SH-13] a picture in light letters stands on the house’s own colour, on pages and in mails; chats are not shown it', async () => {
  const png = new PNG({ width: 4, height: 1 });
  png.data = Buffer.from([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 250, 250, 245, 255]);
  const { body } = await send(`data:image/png;base64,${PNG.sync.write(png).toString('base64')}`);
  const { logoUrl } = body as { logoUrl: string };
  const page = await get(`/o/alpha/events/${sale.eventId}`);
  expect(page.text).toContain(`<img class="logo on-house" src="/o/alpha${logoUrl}"`);
  expect(page.text).not.toContain('og:image');
  expect((await get(`/o/alpha${logoUrl}`)).headers.get('content-type')).toBe('image/png');
  const head = async () => (await letter()).split('</tr>')[0] ?? '';
  expect(await head()).toMatch(
    /<td class="edge" bgcolor="#[0-9a-f]{6}" style="background:#[0-9a-f]{6};[^>]*><a [^>]*><img src="[^"]*-light\.png"/,
  );
  await send(demoLogo('quai-des-brumes.png'));
  // By night its mail turns dark, and the letters of this one are.
  expect(await head()).toMatch(/<a class="plate" [^>]*background:#fefcf8;[^>]*><img src="[^"]*\.png"/);
  expect(await head()).not.toContain('bgcolor');
});

async function letter(): Promise<string> {
  const { eventId, tierId } = sale;
  const offer = {
    kind: 'waiting-list-offer',
    eventId,
    tierId,
    quantity: 1,
    lapsesAt: cloud.clock.now,
    path: null,
  } as const;
  const place = { publicUrl: cloud.deps.publicUrl, linkSecret: cloud.deps.linkSecret };
  const loaded = await withTenant(cloud.deps.db, a.orgId, tx =>
    loadLetter(tx, cloud.ctx(a), place, { language: 'en', about: offer, eventId }),
  );
  return pressLetter(loaded).html.split('class="paper"')[1] ?? '';
}

test.each([
  ['a drawing that runs something', `data:image/svg+xml;base64,${btoa('<svg><script>alert(1)</script></svg>')}`],
  ['no picture', `data:image/png;base64,${btoa('hello')}`],
  ['an address that is not https', 'http://cdn.example.org/logo.png'],
  ['an address that would end the policy', 'https://x.example; script-src *'],
  ['an address that is none', 'https://logo.example:99999/x.png'],
  ['too much', `data:image/png;base64,${'A'.repeat(400_000)}`],
])('[SH-12] %s is refused as a logo, by the name of its field', async (_, logoUrl) => {
  expect(await send(logoUrl)).toMatchObject({ status: 400, body: { error: { code: 'bad-input', field: 'logoUrl' } } });
});
