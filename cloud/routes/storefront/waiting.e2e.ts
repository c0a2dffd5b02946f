import { type Browser, expect, type Page, test } from '@playwright/test';
import { addMs } from '#shared/kernel/instant.ts';
import { expectNoBarriers } from '../../../.dev/playwright/expect-no-barriers.ts';
import type { PublishedEvent } from '../../testing/a-published-event.ts';
import { refundTicket, ticketsOf } from '../../testing/shop/after-sale.ts';
import { anEvening, type Evening } from '../../testing/shop/an-evening.ts';
import { everyPage, later } from '../../testing/shop/every-page.ts';
import { expectFits } from '../../testing/shop/expect-fits.ts';
import { interceptStripe } from '../../testing/shop/intercept-stripe.ts';
import { type OpenShop, openShop } from '../../testing/shop/open-shop.ts';
import { fillBuyer, payWith } from '../../testing/shop/pay-page.ts';

// Whoever has to wait: for a place that somebody gives back, and for their turn when many come at once.

let shop: OpenShop;
let evening: Evening;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  shop = await openShop();
  evening = await anEvening(shop.cloud);
});
test.beforeEach(({ context }) => interceptStripe(context, shop.simulator));
test.afterAll(async () => {
  await shop[Symbol.asyncDispose]();
});

test.use({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
// Each tells a whole story, on a machine that may have other things to do.
test.describe.configure({ timeout: 300_000 });

test('[WL-1] [WL-2] [WL-5] [WL-6] sold out, so one waits; a place is given back, offered by mail, taken and paid', async ({
  page,
  browser,
}) => {
  const sale = await later(shop, 'Late Show', { capacity: 1, tier: { name: 'Stalls', priceMinor: 2_400 } });
  const first = await somebody(browser);
  await first.goto(`${shop.origin}${pathOf(sale)}/checkout?n1=1`);
  await buy(first, 'Ada Early');
  await first.context().close();

  await page.goto(`${shop.origin}${pathOf(sale)}`);
  await page.getByRole('link', { name: 'Join the waiting list' }).click();
  await page.locator('#f-email').fill('zoe at home');
  await page.getByRole('button', { name: 'Join the waiting list' }).click();
  await expect(page.locator('#f-email')).toHaveValue('zoe at home');
  await expectNoBarriers(page);
  await page.locator('#f-email').fill('zoe@example.org');
  await page.getByRole('button', { name: 'Join the waiting list' }).click();
  await expect(page.getByRole('heading', { name: 'You are on the waiting list' })).toBeVisible();
  await shop.deliver();
  await shop.mailbox.follow(page, 'zoe@example.org', 'See how you stand');
  await expect(page.getByText('You wait for one ticket: Stalls.')).toBeVisible();

  const [ticket] = await ticketsOf(shop, 'Ada Early');
  if (ticket === undefined) throw new Error('one was bought');
  await refundTicket(shop, ticket);
  await shop.mailbox.follow(page, 'zoe@example.org', 'Take the offer');
  await expect(page.getByRole('heading', { name: 'There are places for you' })).toBeVisible();
  const offer = page.url();
  await page.getByRole('link', { name: 'Continue to your tickets' }).click();
  await expect(page.getByText(/Your places are kept until .*\d\d:\d\d/)).toBeVisible();
  await buy(page, 'Zoe Late');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('img').first()).toBeVisible();
  await page.goto(offer);
  await expect(page.getByRole('heading', { name: 'You have taken these places' })).toBeVisible();
});

test('[WR-2] [WR-3] [WR-4] a queue: in turn, a reload changes nothing, and whoever is let in buys', async ({
  page,
  browser,
}) => {
  const sale = await later(shop, 'First Night', {});
  const { cloud } = shop;
  const began = cloud.clock.now;
  const room = { opensAt: began, admitsPerMinute: 1 };
  expect((await cloud.call(cloud.a.owner, 'put', `${sale.path}/waiting-room`, room)).status).toBe(200);
  const checkout = `${shop.origin}${pathOf(sale)}/checkout?n1=1`;
  const second = await somebody(browser);
  await page.goto(checkout);
  await expect(page).toHaveURL(/\/queue\?n1=1$/);
  await second.goto(checkout);
  await expect(second.getByText(/One person is before you/)).toBeVisible();
  await expectNoBarriers(second);
  const again = await second.context().newPage();
  await again.goto(second.url());
  await expect(again.getByText(/One person is before you/)).toBeVisible();
  await again.close();

  cloud.clock.now = addMs(began, 60_000);
  // The page looks again by itself.
  await expect(page.getByRole('heading', { name: 'It is your turn' })).toBeVisible({ timeout: 90_000 });
  await expectNoBarriers(page);
  await second.goto(checkout);
  await expect(second).toHaveURL(/\/queue\?n1=1$/);
  await page.getByRole('link', { name: 'Continue to your tickets' }).click();
  await fillBuyer(page, 'Ina First');
  await page.getByRole('button', { name: 'Get the tickets' }).click();
  await page.waitForURL(/\/orders\//);
  await page.goto(checkout);
  await expect(page).toHaveURL(/\/queue\?n1=1$/);
  await expect(page.getByText('Your turn is over')).toBeVisible();
  await second.context().close();
  cloud.clock.now = began;
});

test('nothing keeps anybody from using any page of the shop', async ({ page }) => {
  // Some thirty pages, each read through.
  test.setTimeout(480_000);
  for (const { path, says } of await everyPage(shop, evening)) {
    await test.step(path, async () => {
      await page.goto(`${shop.origin}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(says);
      await expectNoBarriers(page);
      await expectFits(page);
    });
  }
});

function pathOf({ eventId }: PublishedEvent): string {
  return `/o/${shop.cloud.a.slug}/events/${eventId}`;
}

async function somebody(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  await interceptStripe(context, shop.simulator);
  return context.newPage();
}

async function buy(page: Page, name: string): Promise<void> {
  await fillBuyer(page, name);
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWith(page, '4242 4242 4242 4242');
  await page.waitForURL(/\/orders\//);
}
