import path from 'node:path';
import { serve } from '@hono/node-server';
import { expect, type Page, test } from '@playwright/test';
import { addMs, instantFromMs } from '#shared/kernel/instant.ts';
import { expectNoBarriers } from '../../../.dev/playwright/expect-no-barriers.ts';
import { throwAwayDatabases } from '../../../.dev/postgres/throw-away-databases.ts';
import type { OutgoingMail } from '../../services/mailer.ts';
import { issueOrder } from '../../services/orders/issue-order.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { runJobs } from '../../testing/run-jobs.ts';
import { readQr } from '../../testing/shop/read-qr.ts';

// From the mail to the page and on to somebody else's phone, as a buyer without an account goes. No page here has a script.

test.use({ viewport: { width: 390, height: 844 } });
// A whole story, on a machine that may have other things to do.
test.describe.configure({ timeout: 300_000 });

test('[ML-4] [ML-7] a buyer opens the order by its link, changes a name, passes a ticket on and gives one back', async ({
  browser,
  page,
}, info) => {
  await using world = await openOrder();
  const shot = (of: Page, name: string) => of.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  await world.work();
  await page.goto(linkIn(world.mails[0]));
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(page.locator('script')).toHaveCount(0);
  await expectNoBarriers(page);
  await shot(page, 'phone');

  await test.step('a code reads from the screen by day and by night, small and large', async () => {
    const [first] = world.codes;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await readQr(page.getByRole('img').first())).toBe(first);
    }
    await expectNoBarriers(page);
    await shot(page, 'phone-dark');
    await page.getByRole('link', { name: 'Show the code large' }).first().click();
    expect(await readQr(page.getByRole('img').first())).toBe(first);
    await expectNoBarriers(page);
    await shot(page, 'phone-dark-large');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('link', { name: 'Back to the order' }).click();
  });

  await test.step('[ML-6] another name', async () => {
    const ticket = page.getByRole('article').first();
    await ticket.getByText('Change the name').click();
    await ticket.getByLabel('Name on the ticket').fill('Zoë Beck');
    await ticket.getByRole('button', { name: 'Save the name' }).click();
    await expect(page.getByRole('status')).toContainText('The name is saved.');
    await expect(page.getByRole('article').first()).toContainText('Zoë Beck');
  });

  await test.step('[OR-5] a mistake keeps what was typed; then the ticket is somebody else’s', async () => {
    const ticket = page.getByRole('article').nth(1);
    await ticket.getByText('Pass on to somebody').click();
    await ticket.getByLabel('Their name').fill('Léa Roux');
    await ticket.getByLabel('Their e-mail address').fill('lea@nowhere');
    await ticket.getByRole('button', { name: 'Pass the ticket on' }).click();
    await expect(page.getByRole('alert')).toContainText('Please check this address');
    await expect(ticket.getByLabel('Their name')).toHaveValue('Léa Roux');
    await expectNoBarriers(page);
    await shot(page, 'phone-mistake');
    await ticket.getByLabel('Their e-mail address').fill('lea@example.org');
    await ticket.getByRole('button', { name: 'Pass the ticket on' }).click();
    await expect(page.getByRole('status')).toContainText('lea@example.org gets a mail');
    await expect(page.locator('.qr')).toHaveCount(2);
    await world.work();
    const theirs = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await theirs.goto(linkIn(world.mails.at(-1)));
    await expect(theirs.getByRole('article')).toContainText('Léa Roux');
    expect(world.codes).not.toContain(await readQr(theirs.getByRole('img').first()));
    await expectNoBarriers(theirs);
    await theirs.context().close();
  });

  await test.step('[ML-8] what comes back is shown before anything happens', async () => {
    await page.getByText('Give tickets back').click();
    await page.getByRole('checkbox').last().check();
    await page.getByRole('button', { name: 'See what comes back' }).click();
    await expectNoBarriers(page);
    await shot(page, 'phone-give-back');
    await page.getByRole('button', { name: 'Give back' }).click();
    await expect(page.getByRole('status').first()).toContainText('The tickets are void.');
    await expect(page.getByRole('article').last()).toContainText('Given back');
  });

  await test.step('in Arabic the page is its own mirror image, and wide it is a ticket', async () => {
    await page.goto(`${linkIn(world.mails[0])}?lang=ar`);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expectNoBarriers(page);
    await shot(page, 'phone-arabic');
    await page.goto(`${linkIn(world.mails[0])}?lang=en`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expectNoBarriers(page);
    await shot(page, 'wide');
  });
});

/** The cloud over HTTP with one free order of three tickets; what it mails is kept here. */
async function openOrder() {
  const databases = await throwAwayDatabases(path.resolve(import.meta.dirname, '../../../migrations/cloud'));
  const database = await databases.create();
  let handler: (request: Request, env: unknown) => Response | Promise<Response> = () => new Response();
  const server = serve({ fetch: (request, env) => handler(request, env), hostname: '127.0.0.1', port: 0 });
  await new Promise<void>(resolve => (server.listening ? resolve() : server.once('listening', () => resolve())));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const cloud = await testApp(database, { deps: { publicUrl: origin, origins: [origin] } });
  cloud.clock.now = instantFromMs(Date.parse('2026-11-20T12:00:00Z'));
  handler = cloud.app.fetch;
  const buyerRules = {
    namesUntil: null,
    transfers: true,
    transfersUntil: null,
    refunds: true,
    refundsUntil: addMs(cloud.clock.now, 86_400_000),
    refundsReturnFee: false,
  };
  const ctx = cloud.ctx(cloud.a);
  const { eventId, tierId } = await aPublishedEvent(cloud, cloud.a, {
    event: { buyerRules },
    tier: { name: 'Stalls' },
  });
  const placed = await placeOrder(ctx, eventId, anOrder(cloud, tierId, 3));
  const order = await issueOrder(ctx, cloud.deps.keyVault, placed.orderId, {});
  const { rows } = await cloud.root.query<{ code: string }>(
    'select code from app.tickets where order_id = $1 order by created_at, ticket_id',
    [order.orderId],
  );
  const mails: OutgoingMail[] = [];
  const mailer = {
    send: async (mail: OutgoingMail) => {
      mails.push(mail);
      return { kind: 'taken' as const, messageId: `m${mails.length}` };
    },
  };
  return {
    mails,
    codes: rows.map(row => row.code),
    work: async () => {
      const [failure] = await runJobs({ ...cloud.jobDeps, mailer }, database);
      if (failure !== undefined) throw failure.error;
    },
    async [Symbol.asyncDispose]() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
      await cloud.close();
      await databases.stop();
    },
  };
}

function linkIn(mail: OutgoingMail | undefined): string {
  const [link] = /http:\S+\/orders\/[\w-]+/.exec(mail?.text ?? '') ?? [];
  if (link === undefined) throw new Error('the mail holds no link');
  return link;
}
