import { expect, type Page } from '@playwright/test';

/** Who buys, as the checkout asks. */
export async function fillBuyer(page: Page, name: string): Promise<void> {
  await page.locator('#f-name').fill(name);
  await page.locator('#f-email').fill('jonas.beck@example.org');
  await page.locator('#f-terms').check();
}

/**
 * The card form of the simulated provider. A browser under load now and then loses a press while the provider's frame loads; so
 * does whoever pays press again when nothing happens, and never once the form was sent.
 */
export async function payWith(page: Page, card: string): Promise<void> {
  const form = page.locator('form[data-pay]');
  await form.locator('[data-card] input').fill(card);
  let sent = false;
  const heard = () => {
    sent = true;
  };
  // Rejects when the page is left: then it was sent as well.
  form
    .evaluate(place => new Promise<void>(resolve => place.addEventListener('submit', () => resolve(), { once: true })))
    .then(heard, heard);
  await expect(async () => {
    if (!sent) await form.locator('button').click({ timeout: 5_000 });
    await expect.poll(() => sent, { intervals: [20], timeout: 5_000 }).toBe(true);
  }).toPass();
}
