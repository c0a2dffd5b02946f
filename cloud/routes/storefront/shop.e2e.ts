import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { mintId, type TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { expectNoBarriers } from '../../../.dev/playwright/expect-no-barriers.ts';
import { disputePayment, refundTicket, ticketsOf } from '../../testing/shop/after-sale.ts';
import { anEvening, type Evening } from '../../testing/shop/an-evening.ts';
import { interceptStripe } from '../../testing/shop/intercept-stripe.ts';
import { type OpenShop, openShop } from '../../testing/shop/open-shop.ts';
import { fillBuyer, payWith } from '../../testing/shop/pay-page.ts';

// The whole purchase in a real browser, against the cloud, its database and the provider's simulator over HTTP.

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

const phone = { width: 390, height: 844 };
test.use({ viewport: phone, locale: 'en-GB' });
// Each tells a whole story, on a machine that may have other things to do.
test.describe.configure({ timeout: 300_000 });

/** What the page's own policy stopped, and what its scripts threw. */
function watchPolicy(page: Page): string[] {
  const stopped: string[] = [];
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) stopped.push(message.text());
  });
  page.on('pageerror', error => stopped.push(error.message));
  return stopped;
}

test('[SH-8] [SH-10] by phone in English: mistakes, a declined card, paid; refunded and disputed, the door refuses', async ({
  page,
}) => {
  const stopped = watchPolicy(page);
  await page.goto(`${shop.origin}/o/alpha`);
  await page.getByRole('link', { name: /Twelfth Night/ }).click();
  await expect(page.getByText('The last 12')).toBeVisible();
  await page.getByRole('button', { name: 'One more: Stalls' }).click();
  await page.getByRole('button', { name: 'One more: Stalls' }).click();
  await page.getByRole('button', { name: 'One more: Child' }).click();
  await expect(page.locator('[data-sum-total]')).toHaveText('€108.00');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.locator('#f-name').fill('Jonas Beck');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByRole('alert')).toContainText('4 things need a look');
  await expect(page.locator('#f-email')).toBeFocused();
  await expect(page.locator('#f-name')).toHaveValue('Jonas Beck');
  await expectNoBarriers(page);
  await fillBuyer(page, 'Jonas Beck');
  await page.locator('#f-t2-bornOn').fill('2019-05-31');
  await page.getByLabel('Which seat cushion?').selectOption('small');
  await page.getByRole('button', { name: 'Continue to payment' }).click();

  await expect(page.getByText(/Your places are kept for \d+:\d\d more/)).toBeVisible();
  await expectProvidersPolicy(page);
  await payWith(page, '4000 0000 0000 0002');
  await expect(page.getByRole('alert')).toContainText('Nothing was charged; your places are still kept.');
  await expectNoBarriers(page);
  await page.reload();
  await payWith(page, '4242 4242 4242 4242');
  await page.waitForURL(/\/orders\//);
  await expect(page.getByRole('img').first()).toBeVisible();
  expect(stopped).toEqual([]);
  await refundAndDispute('Jonas Beck');
});

/** The script of the payment provider from its own address, and the policy that lets it in and nothing else. */
async function expectProvidersPolicy(page: Page): Promise<void> {
  await expect(page.locator('[data-card] input')).toBeVisible();
  await expect(page.locator('script[src="https://js.stripe.com/endive/stripe.js"]')).toHaveCount(1);
  await expect.poll(() => page.frames().map(frame => new URL(frame.url()).origin)).toContain('https://js.stripe.com');
  const answer = await page.request.get(page.url());
  const policy = answer.headers()['content-security-policy'] ?? '';
  for (const directive of [
    "default-src 'none'",
    "script-src 'self' https://js.stripe.com",
    "connect-src 'self' https://api.stripe.com",
    'frame-src https://js.stripe.com https://hooks.stripe.com',
    "form-action 'self' https://checkout.stripe.com",
  ])
    expect(policy.split('; ')).toContain(directive);
}

/** One ticket given back, then the payment disputed: what the door says of each. */
async function refundAndDispute(buyer: string): Promise<void> {
  const { cloud } = shop;
  const { a } = cloud;
  const [first, second] = await ticketsOf(shop, buyer);
  if (first === undefined || second === undefined) throw new Error('two were bought');
  const at = `/api/orgs/${a.orgId}/events/${evening.eventId}`;
  const made = await cloud.call(a.owner, 'post', `${at}/checkpoints`, { name: 'Main entrance' });
  const { checkpointId } = made.body as { checkpointId: string };
  const doorSays = async (ticketId: TicketId) => {
    const scanId = mintId('OpId', cloud.deps.randomBytes);
    const input = { scanId, checkpointId, ticketId, mode: 'verify' };
    const { body } = await cloud.call(a.owner, 'post', `${at}/redeem`, input);
    const { verdict } = body as { verdict: { kind: string; facts?: { reason: string } } };
    return [verdict.kind, verdict.facts?.reason];
  };
  expect(await doorSays(first.ticketId)).toEqual(['admit', undefined]);
  await refundTicket(shop, first);
  expect(await doorSays(first.ticketId)).toEqual(['refuse', 'refunded']);
  await disputePayment(shop, first.orderId);
  expect(await doorSays(second.ticketId)).toEqual(['refuse', 'disputed']);
}

test('in Arabic, right to left, with the bank’s question', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, locale: 'ar', colorScheme: 'dark' });
  await interceptStripe(context, shop.simulator);
  const page = await context.newPage();
  const stopped = watchPolicy(page);
  await page.goto(`${shop.origin}${evening.path}`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.locator(`[data-tier="${evening.tiers.balcony}"] [data-step="1"]`).click();
  await expectNoBarriers(page);
  await page.locator('form[data-event] .go button').click();
  await fillBuyer(page, 'ليلى حداد');
  await expectNoBarriers(page);
  await page.locator('form[data-once] button.strong').click();
  await page.waitForURL(/\/pay\//);
  await payWith(page, '4000 0025 0000 3155');
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByRole('alert')).toContainText('لم يتم الدفع');
  await payWith(page, '4000 0025 0000 3155');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.waitForURL(/\/orders\//);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expectNoBarriers(page);
  expect(stopped).toEqual([]);
  await context.close();
});

test('[SH-8] without scripts, up to a page of the provider’s own', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, locale: 'en-GB', javaScriptEnabled: false });
  await interceptStripe(context, shop.simulator);
  const page = await context.newPage();
  await page.goto(`${shop.origin}${evening.path}`);
  await page.getByLabel('How many: Stalls').fill('1');
  await page.locator('details.code summary').click();
  await page.getByRole('textbox', { name: /tickets that need one/ }).fill('malvolio');
  await page.getByRole('button', { name: 'Use the code' }).click();
  await expect(page.getByText('Friends of the house')).toBeVisible();
  await expect(page.getByLabel('How many: Stalls')).toHaveValue('1');
  await page.getByRole('button', { name: 'Continue' }).click();
  await fillBuyer(page, 'Ada Plain');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByText(/Your places are kept until .*\d\d:\d\d/)).toBeVisible();
  await page.getByRole('button', { name: 'Pay on a page of our payment provider' }).click();
  await page.getByLabel('Card number').fill('4242424242424242');
  await page.getByRole('button', { name: /^Pay [\d.]+ EUR$/ }).click();
  await page.waitForURL(/\/orders\//);
  await expect(page.getByRole('img').first()).toBeVisible();
  await context.close();
});

test('[SH-10] places that lapse on the payment step: said so, nothing lost but the time, the same cart again', async ({
  page,
}) => {
  const { cloud } = shop;
  const before = cloud.clock.now;
  await page.clock.install();
  await page.goto(`${shop.origin}${evening.path}/checkout?n1=2`);
  await fillBuyer(page, 'Late Comer');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.locator('[data-card] input')).toBeVisible();
  await page.goBack();
  await page.goForward();
  await expect(page.getByText(/Your places are kept for \d+:\d\d more/)).toBeVisible();
  cloud.clock.now = addMs(before, limits.holdDurationMs + 1_000);
  await page.clock.fastForward(limits.holdDurationMs + 1_000);
  await expect(page.getByRole('heading', { name: 'Your reservation ran out' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: 'Start again with the same tickets' }).click();
  await expect(page.getByRole('row', { name: /2 × Stalls/ })).toBeVisible();
  cloud.clock.now = before;
});

test('[PR-4] what costs nothing, with the keyboard alone', async ({
  page,
  context,
}: {
  page: Page;
  context: BrowserContext;
}) => {
  await page.goto(`${shop.origin}${evening.path}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByLabel('How many: Open rehearsal').focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-sum-count]')).toHaveText('1 ticket');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/checkout\?n4=1|checkout\?.*n4=1/);
  await page.locator('#f-name').focus();
  await page.keyboard.type('Kay Board');
  await page.keyboard.press('Tab');
  await page.keyboard.type('kay@example.org');
  await page.locator('#f-terms').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Get the tickets' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/orders\//);
  await expect(page.getByRole('img').first()).toBeVisible();
  expect(await context.cookies()).toContainEqual(expect.objectContaining({ name: 'foyer.checkout', httpOnly: true }));
});
