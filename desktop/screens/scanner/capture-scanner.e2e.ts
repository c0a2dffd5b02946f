import { expect, type Page, test } from '@playwright/test';
import { limits } from '#shared/kernel/limits.ts';
import { buildTestPage } from '../../testing/build-test-page.ts';
import { type KeyboardLayout, keyboardLayouts, strokesOf } from '../../testing/keyboard-layouts.ts';
import { serveFolder } from '../../testing/serve-folder.ts';

// A reader that types, on a real page with a real field: the browser's own key events, made by its debugger.

let built: Awaited<ReturnType<typeof buildTestPage>>;
let served: Awaited<ReturnType<typeof serveFolder>>;
const code = 'zy0QAWM1-XK7D5B2N8HJ9';

test.beforeAll(async () => {
  built = await buildTestPage('scanner-page.html');
  served = await serveFolder(built.folder, {});
});
test.afterAll(async () => {
  await served[Symbol.asyncDispose]();
  built.remove();
});
test.beforeEach(async ({ page }) => {
  await page.goto(`${served.url}/scanner-page.html`);
});

for (const [name, computer] of Object.entries(keyboardLayouts)) {
  test(`[TC-2] a reader types into a focused field on a computer set to ${name}: the code is read, the field is as before`, async ({
    page,
  }) => {
    const field = page.locator('#find');
    await typeAsReader(page, code, computer, () => field.fill('Viola'));
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(field).toHaveValue('Viola');
    await expect(page.locator('#submitted')).toHaveText('0');
    await expect(page.locator('#keys')).toHaveText('');
  });
}

test('a reader does not press the focused button', async ({ page }) => {
  await typeAsReader(page, code, keyboardLayouts.US, () => page.locator('#save').focus());
  await expect(page.getByText(code, { exact: true })).toBeVisible();
  await expect(page.locator('#submitted')).toHaveText('0');
});

test('a person’s typing reaches the field and the shortcuts', async ({ page }) => {
  await page.locator('#find').focus();
  await page.keyboard.type('Orsino', { delay: 70 });
  await page.keyboard.press('Enter');
  await expect(page.locator('#find')).toHaveValue('Orsino');
  await expect(page.locator('#submitted')).toHaveText('1');
  await expect(page.locator('#keys')).toHaveText('OrsinoEnter');
  await expect(page.locator('#codes li')).toHaveCount(0);
});

/** Types on a fresh page until the machine was no slower than a reader is: a burst with holes in it is none. */
async function typeAsReader(page: Page, text: string, computer: KeyboardLayout, prepare: () => Promise<void>) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await page.reload();
    await prepare();
    await typeBurst(page, text, computer);
    const longestGapMs = await page.evaluate(() => Number(document.body.dataset.longestGapMs));
    if (longestGapMs < limits.scannerBurstGapMs) return;
  }
  throw new Error('this machine is too slow to type like a reader');
}

async function typeBurst(page: Page, text: string, computer: KeyboardLayout) {
  const session = await page.context().newCDPSession(page);
  const strokes = strokesOf(text, { reader: keyboardLayouts.US, computer });
  const send = (type: 'keyDown' | 'keyUp', stroke: { code: string; key: string; shift?: boolean }, letters: string) =>
    session.send('Input.dispatchKeyEvent', {
      type,
      code: stroke.code,
      key: stroke.key,
      modifiers: stroke.shift ? 8 : 0,
      ...(type === 'keyDown' && letters !== '' ? { text: letters } : {}),
    });
  await Promise.all([
    ...strokes.flatMap(stroke => [
      send('keyDown', stroke, stroke.key.length === 1 ? stroke.key : ''),
      send('keyUp', stroke, ''),
    ]),
    send('keyDown', { code: 'Enter', key: 'Enter' }, '\r'),
    send('keyUp', { code: 'Enter', key: 'Enter' }, ''),
  ]);
}
