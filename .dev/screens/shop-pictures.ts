import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { demoId } from '#fixtures/demo/demo-id.ts';
import { seedDemo } from '#fixtures/demo/seed.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrderId, OrgId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { orderLink } from '../../cloud/services/orders/order-link.ts';
import { connectAccount } from '../../cloud/services/payments/connect-account.ts';
import { followAccount } from '../../cloud/services/payments/follow-account.ts';
import { type OpenShop, openShop } from '../../cloud/testing/shop/open-shop.ts';

const folder = path.resolve(import.meta.dirname, '../../cloud/storefront/pictures');
const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const theatre = demoId('OrgId', 'theater-am-ring');
/** A Thursday morning, weeks before the evenings that are shown. */
const now = parseInstant('2026-11-19T09:30:00Z');

/** The shop: the demo as a browser sees it, on a day that stands still. */
export async function takeShopPictures(browser: Browser): Promise<void> {
  await using shop = await openShop();
  shop.cloud.clock.now = now;
  await seed(shop);
  await openAccount(shop);
  const evening = `/o/theater-am-ring/events/${demoId('EventId', 'sommernachtstraum')}`;
  const order = `/o/theater-am-ring/orders/${await aLinkOf(shop)}`;
  const nights = `/o/quai-des-brumes/events/${demoId('EventId', 'concert-d-hiver')}`;
  const pictures = [
    { name: 'event', size: wide, language: 'en', theme: 'light', at: evening },
    { name: 'order', size: wide, language: 'en', theme: 'light', at: order },
    { name: 'phone-event-arabic', size: phone, language: 'ar', theme: 'light', at: nights },
    { name: 'phone-checkout', size: phone, language: 'en', theme: 'light', at: `${evening}/checkout?n1=2` },
    { name: 'phone-order', size: phone, language: 'de', theme: 'dark', at: order },
  ] as const;
  for (const { name, size, language, theme, at } of pictures) {
    const context = await browser.newContext({ viewport: size, colorScheme: theme, locale: language });
    const page = await context.newPage();
    await page.goto(`${shop.origin}${at}`);
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await context.close();
    console.log(`${name}.png`);
  }
}

async function seed({ cloud, origin }: OpenShop): Promise<void> {
  const { database } = cloud;
  const stationDataDir = mkdtempSync(path.join(tmpdir(), 'foyer-pictures-'));
  await seedDemo({
    app: database.pool('foyer_app'),
    auth: database.pool('foyer_auth'),
    owner: database.pool('foyer_owner'),
    secret: 'a secret of tests, thirty-two letters and more',
    publicUrl: origin,
    stationDataDir,
    now,
    randomBytes: seededRandom(3).bytes,
    say: () => {},
  });
  rmSync(stationDataDir, { recursive: true });
}

/** The theatre may be paid. */
async function openAccount({ cloud, provider }: OpenShop): Promise<void> {
  const ctx = { ...cloud.ctx(cloud.a), orgId: theatre };
  const payments = must(cloud.deps.payments, 'a payment provider');
  const { account } = await connectAccount(ctx, payments, { email: 'office@example.org' });
  await provider('capability', { account, status: 'active' });
  await followAccount(ctx, payments, account);
}

/** The page of an order of the theatre with two tickets that are good. */
async function aLinkOf({ cloud }: OpenShop): Promise<string> {
  const { rows } = await cloud.root.query<{ orgId: OrgId; orderId: OrderId; version: number }>(
    `select o.org_id as "orgId", o.order_id as "orderId", o.link_version as version from app.orders o
     where o.org_id = $1 and o.state = 'paid' and o.buyer_email <> ''
       and (select count(*) from app.tickets t where t.order_id = o.order_id and t.state = 'valid') = 2
       and not exists (select from app.tickets t where t.order_id = o.order_id and t.state <> 'valid')
     order by o.order_id limit 1`,
    [theatre],
  );
  const order = must(rows[0], 'an order of the demo');
  return orderLink(cloud.deps.linkSecret, order.orgId, order.orderId, order.version);
}
