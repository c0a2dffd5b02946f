import type { Page } from '@playwright/test';

/**
 * What a hand scanner does: keys four milliseconds apart and an Enter, whatever has the focus. Handed to the page in one go, so that a busy machine
 * does not make a slow typist of the scanner; the scanner's own tests go through the browser's real keyboard.
 */
export async function scanWithReader(page: Page, text: string): Promise<void> {
  await page.evaluate(
    letters => {
      // It ended a moment ago, so that an Enter that comes next is a person's and not the reader's second one.
      let atMs = performance.now() - 4 * letters.length - 200;
      const press = (key: string, code: string) => {
        const shiftKey = /[A-Z]/.test(key);
        const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, shiftKey });
        atMs += 4;
        Object.defineProperty(event, 'timeStamp', { value: atMs });
        (document.activeElement ?? document.body).dispatchEvent(event);
      };
      for (const letter of letters)
        press(letter, letter === '-' ? 'Minus' : /\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`);
      press('Enter', 'Enter');
    },
    text.padEnd(14, '0'),
  );
}
