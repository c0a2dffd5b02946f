import type { App } from '../../http/app.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { listShopEventIds } from '../../services/shop/list-shop-events.ts';
import { loadLogo } from '../../services/shop/load-logo.ts';
import { siteMap } from '../../storefront/site-map.ts';
import { storeUrl } from '../../storefront/store-place.ts';
import { textPage } from '../../storefront/text-page.tsx';

const pictureTypes: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml' };

/** What an organization has to say in its own words, and what search engines read first. */
export function registerShopTexts(app: App, kit: ShopKit): void {
  for (const name of ['imprint', 'terms', 'privacy'] as const)
    kit.route(app, 'get', `/${name}`, (c, { organization, shopFor }) => {
      const shop = shopFor();
      return sendPage(
        c,
        textPage(shop, { title: shop.say(`frame.${name}`), path: `/${name}`, body: organization[name] }),
      );
    });
  kit.route(app, 'get', '/sitemap.xml', async (c, request) => {
    const { place } = request.shopFor();
    const eventIds = await listShopEventIds(request.ctx);
    const pages = ['/', ...eventIds.map(eventId => `/events/${eventId}`)].map(path => storeUrl(place, path));
    return c.body(siteMap(pages), 200, { 'content-type': 'application/xml; charset=utf-8' });
  });
  kit.route(app, 'get', '/logo/:name', async (c, request) => {
    const name = c.req.param('name') ?? '';
    const bytes = await loadLogo(request.ctx, name);
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': pictureTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      // Opened by itself it is a drawing and nothing else. Mails and chats may show it as well.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
  });
  kit.route(app, 'get', '/robots.txt', (c, request) => {
    const { place } = request.shopFor();
    const quiet = ['/orders/', '/pay/', '/offers/', '/events/*/queue', '/events/*/checkout'].map(
      path => `Disallow: ${place.base}${path}`,
    );
    return c.text(['User-agent: *', ...quiet, `Sitemap: ${storeUrl(place, '/sitemap.xml')}`, ''].join('\n'));
  });
}
