import type { Page } from '@playwright/test';

/** A green verdict stays until the test goes on, however long a busy machine takes to look at it. */
export async function stayGreen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept = localStorage.getItem('foyer.settings');
    localStorage.setItem('foyer.settings', JSON.stringify({ ...JSON.parse(kept ?? '{}'), greenMs: 600_000 }));
  });
}
