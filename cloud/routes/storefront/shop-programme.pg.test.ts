import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { createTier } from '../../services/tiers/create-tier.ts';
import { aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const sale = await aPublishedEvent(cloud, a);

function get(path: string) {
  return cloud.call(null, 'get', path, undefined, { headers: { host: 'foyer.test' } });
}

test('[EV-9] search engines are told what can be bought now, and of nothing that is over', async () => {
  const later = await aPublishedEvent(cloud, a, {
    capacity: 9,
    event: { title: 'Wintermärchen' },
    tier: { name: 'Not yet', priceMinor: 3000, orderMin: 2, orderMax: 4, saleOpensAt: '2026-11-22T15:00:00Z' },
  });
  const add = (body: object) =>
    createTier(cloud.ctx(a), later.eventId, { priceMinor: 2000, poolIds: [later.poolId], ...body });
  const line = async () =>
    (await get('/o/alpha?lang=en')).text.match(/<bdi>Wintermärchen.*?<span class="price">(.*?)<\/span>/)?.[1];
  expect(await line()).toBe('On sale from 22 November at 16:00');
  await add({ name: 'Now' });
  await add({ name: 'Early birds', priceMinor: 900, saleClosesAt: '2026-11-21T15:00:00Z' });
  const dataOf = async () => {
    const { text } = await get(`/o/alpha/events/${later.eventId}?lang=en`);
    return { text, data: JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? '') };
  };
  const { text, data } = await dataOf();
  expect(data.offers.map((offer: Record<string, string>) => [offer.name, offer.availability])).toEqual([
    ['Not yet', 'https://schema.org/PreOrder'],
    ['Now', 'https://schema.org/InStock'],
    ['Early birds', 'https://schema.org/SoldOut'],
  ]);
  expect(text.match(/Between 2 and 4 per order/g)).toHaveLength(1);
  expect(await line()).toBe('from €20.00');
  await cloud.root.query(`update app.tiers set sale_closes_at = '2026-11-21T15:00:00Z' where event_id = $1`, [
    later.eventId,
  ]);
  expect(await line()).toBe('<span class="gone">No longer on sale');
  const { now } = cloud.clock;
  cloud.clock.now = addMs(now, 30 * 86_400_000);
  expect((await dataOf()).data).toMatchObject({ eventStatus: 'https://schema.org/EventScheduled', offers: [] });
  cloud.clock.now = now;
});

test('[SH-3] a long list has pages, each with a way on and back; the site map names every evening', async () => {
  await cloud.root.query(
    `insert into app.events select (jsonb_populate_record(e, jsonb_build_object('event_id', 'evt_' || lpad(n::text, 26, '0'),
       'title', 'Evening ' || n, 'ref', lpad(n::text, 10, '0'), 'starts_at', e.starts_at + n * interval '1 minute'))).*
     from app.events e, generate_series(1, $2) n where e.event_id = $1`,
    [sale.eventId, limits.shopEventsPerPage],
  );
  const shown = (text: string) => text.match(/class="what-title"/g)?.length ?? 0;
  const first = await get('/o/alpha?lang=en');
  expect([shown(first.text), /rel="next" href="([^"]*)"/.exec(first.text)?.[1]]).toEqual([
    limits.shopEventsPerPage,
    '/o/alpha?page=2',
  ]);
  const second = await get('/o/alpha?page=2&lang=en');
  expect([shown(second.text) > 0, /rel="prev" href="([^"]*)"/.exec(second.text)?.[1]]).toEqual([true, '/o/alpha']);
  expect(second.text).not.toContain('rel="next"');
  expect(second.text).toContain('href="/o/alpha?page=2&amp;lang=de"');
  expect((await get('/o/alpha?page=9')).status).toBe(404);
  const map = (await get('/o/alpha/sitemap.xml')).text;
  expect(map.match(/<loc>/g)).toHaveLength(1 + shown(first.text) + shown(second.text));
});
