import type { Page } from '@playwright/test';

/**
 * What a hand scanner does: keys and an Enter, whatever has the focus. Handed to the page in one go, so that a busy machine
 * does not make a slow typist of the scanner; the scanner's own tests go through the browser's real keyboard.
 */
export async function scanWithReader(page: Page, text: string): Promise<void> {
  await page.evaluate(
    letters => {
      const press = (key: string, code: string) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, shiftKey: /[A-Z]/.test(key) }),
        );
      for (const letter of letters)
        press(letter, letter === '-' ? 'Minus' : /\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`);
      press('Enter', 'Enter');
    },
    text.padEnd(14, '0'),
  );
}
