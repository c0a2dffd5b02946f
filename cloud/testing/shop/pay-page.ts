import type { Page } from '@playwright/test';

/** Who buys, as the checkout asks. */
export async function fillBuyer(page: Page, name: string): Promise<void> {
  await page.locator('#f-name').fill(name);
  await page.locator('#f-email').fill('jonas.beck@example.org');
  await page.locator('#f-terms').check();
}

/** The card form of the simulated provider. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.locator('[data-card] input').fill(card);
  await page.locator('form[data-pay] button').click();
}
