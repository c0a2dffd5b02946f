import { expect, type Page } from '@playwright/test';

/** Nothing on a page runs out of it sideways, and whatever is tapped is large enough for a finger; links inside a sentence are as they are. */
export async function expectFits(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    wider: document.documentElement.scrollWidth - innerWidth,
    small: [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
      .filter(target => {
        const { width, height } = target.getBoundingClientRect();
        const away = width === 0 || height === 0 || target.matches('.skip, .unseen, label input');
        return !away && getComputedStyle(target).display !== 'inline' && height < 43.5;
      })
      .map(target => `${target.tagName} ${target.textContent}`),
  }));
  expect(found).toEqual({ wider: expect.any(Number), small: [] });
  expect(found.wider).toBeLessThanOrEqual(0);
}
