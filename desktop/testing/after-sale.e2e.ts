import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { disputePayment, refundTicket, type SoldTicket, ticketsOf } from '../../cloud/testing/shop/after-sale.ts';
import { anEvening, type Evening } from '../../cloud/testing/shop/an-evening.ts';
import { interceptStripe } from '../../cloud/testing/shop/intercept-stripe.ts';
import { type OpenShop, openShop } from '../../cloud/testing/shop/open-shop.ts';
import { fillBuyer, payWith } from '../../cloud/testing/shop/pay-page.ts';
import { readQr } from '../../cloud/testing/shop/read-qr.ts';
import { scanWithReader } from '../screens/testing/scan-with-reader.ts';
import { type ServedStation, serveStation } from '../station/serve.ts';
import { stayGreen } from './stay-green.ts';

// From the shop on a phone to the door of the evening, and what happens to the money in between: the cloud, its database, the
// payment provider's simulator and a real station, each over HTTP.

test('[CK-5] [CK-6] bought by phone, refunded and disputed: the door’s screen refuses each, and lets the rest in', async ({
  browser,
}, info) => {
  test.setTimeout(300_000);
  await using world = await openWorld();
  const { shop, evening, station } = world;
  const [first, second] = await buy(browser, shop, evening, { name: 'Viola Beck', places: 2 });
  const [disputed] = await buy(browser, shop, evening, { name: 'Sebastian Hart', places: 1 });
  if (first === undefined || second === undefined || disputed === undefined) throw new Error('three were bought');

  const door = await openDoor(browser, station);
  await pairAtTheScreen(door, world);
  await expect(door.getByTestId('ready')).toBeVisible({ timeout: 60_000 });
  await expect(door.getByTestId('counter')).toContainText('0 / 3', { timeout: 60_000 });
  const says = async (code: string, tone: string, words: string) => {
    await scanWithReader(door, code);
    await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', tone);
    await expect(door.getByTestId('verdict')).toContainText(words);
  };

  await test.step('[CK-27] as sold, every code is good', async () => {
    await door.keyboard.press('F3');
    await expect(door.getByRole('button', { name: 'Mode: Verify' })).toBeVisible();
    await says(first.code, 'admit', `0 of 2 in order ${first.orderRef}`);
    await says(disputed.code, 'admit', `0 of 1 in order ${disputed.orderRef}`);
  });

  await test.step('[OR-6] [OR-7] one ticket is given back, another payment is disputed, and the station hears of it', async () => {
    await refundTicket(shop, first);
    await disputePayment(shop, disputed.orderId);
    for (const { orderRef } of [first, disputed])
      await expect.poll(() => whoMayEnter(door, orderRef), { timeout: 60_000 }).toContain(false);
    await door.keyboard.press('F1');
    await expect(door.getByRole('button', { name: 'Mode: In' })).toBeVisible();
    await says(first.code, 'refuse', 'This ticket was refunded (');
    await door.screenshot({ path: info.outputPath('refunded.png') });
    await says(disputed.code, 'refuse', 'The payment for this ticket is disputed.');
    await door.screenshot({ path: info.outputPath('disputed.png') });
    await says(second.code, 'admit', `1 of 2 in order ${second.orderRef}`);
  });

  await test.step('[CK-22] without the cloud, and after the screen was opened anew, it says the same', async () => {
    await shop.unplug();
    await expect(door.getByRole('banner')).toContainText('offline', { timeout: 60_000 });
    await door.reload();
    await expect(door.getByTestId('ready')).toBeVisible();
    await says(first.code, 'refuse', 'This ticket was refunded (');
    await says(disputed.code, 'refuse', 'The payment for this ticket is disputed.');
    await expect(door.getByTestId('counter')).toContainText('1 / ');
  });
});

/** As by phone: a name, a card; the tickets are those whose codes a reader finds on the page of the order. */
async function buy(
  browser: Browser,
  shop: OpenShop,
  evening: Evening,
  wish: { readonly name: string; readonly places: number },
): Promise<readonly SoldTicket[]> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  await interceptStripe(page.context(), shop.simulator);
  await page.goto(`${shop.origin}${evening.path}/checkout?n1=${wish.places}`);
  await fillBuyer(page, wish.name);
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWith(page, '4242 4242 4242 4242');
  await page.waitForURL(/\/orders\//);
  const shown = page.locator('.qr');
  await expect(shown).toHaveCount(wish.places);
  const sold = await ticketsOf(shop, wish.name);
  const read: (string | undefined)[] = [];
  for (const one of await shown.all()) read.push(await readQr(one));
  expect(read.toSorted()).toEqual(sold.map(({ code }) => code).toSorted());
  await page.close();
  return sold;
}

type World = AsyncDisposable & {
  readonly shop: OpenShop;
  readonly evening: Evening;
  readonly gate: object;
  readonly station: ServedStation;
};

async function openWorld(): Promise<World> {
  const shop = await openShop();
  const { a, call } = shop.cloud;
  const evening = await anEvening(shop.cloud);
  const at = `/api/orgs/${a.orgId}/events/${evening.eventId}`;
  const { body: entrance } = await call(a.owner, 'post', `${at}/checkpoints`, { name: 'Main entrance' });
  const { checkpointId } = entrance as { readonly checkpointId: string };
  const { body: made } = await call(a.owner, 'post', `${at}/gates`, { checkpointId, name: 'Gate 1' });
  const { gateId } = made as { readonly gateId: string };
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'foyer-after-sale-'));
  const screensDir = path.resolve(import.meta.dirname, '../../out/renderer');
  const station = await serveStation({ dataDir: folder, screensDir, port: 0, report: () => {} });
  return {
    shop,
    evening,
    gate: { eventId: evening.eventId, gateId },
    station,
    [Symbol.asyncDispose]: async () => {
      await station.close();
      await shop[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openDoor(browser: Browser, station: ServedStation): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await stayGreen(page);
  await page.goto(station.mintAddress());
  await page.locator('main:not([data-testid="opening"])').waitFor();
  return page;
}

async function pairAtTheScreen(door: Page, { shop, evening, gate }: World): Promise<void> {
  await door.getByLabel('Cloud address').fill(shop.origin);
  await door.getByLabel('Station name').fill('Laptop A');
  await door.getByRole('button', { name: 'Get a pairing code' }).click();
  const code = await door.getByTestId('pairing-code').textContent();
  const { a, call } = shop.cloud;
  const pairing = { code: code ?? '', eventIds: [evening.eventId], gate };
  const approved = await call(a.owner, 'post', `/api/orgs/${a.orgId}/stations`, pairing);
  expect(approved.status, approved.text).toBe(201);
}

/** What the station knows of an order's tickets by now: whether each may enter. */
async function whoMayEnter(door: Page, orderRef: string): Promise<readonly boolean[]> {
  const answer = await door.request.post(new URL('/station/search', door.url()).href, { data: { query: orderRef } });
  const { hits } = (await answer.json()) as { readonly hits: readonly { readonly canAdmit: boolean }[] };
  return hits.map(({ canAdmit }) => canAdmit);
}
