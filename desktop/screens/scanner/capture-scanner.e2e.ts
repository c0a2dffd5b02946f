import { expect, type Page, test } from '@playwright/test';
import { buildTestPage } from '../../testing/build-test-page.ts';
import { keyboardLayouts, strokesOf } from '../../testing/keyboard-layouts.ts';
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
  // The page's time stands still, for its keys too, except where a test sets it on: a slow machine is no slow reader.
  await page.clock.install({ time: 0 });
  await page.goto(`${served.url}/scanner-page.html`);
  await page.clock.pauseAt(3_600_000);
});

for (const [name, computer] of Object.entries(keyboardLayouts)) {
  test(`[TC-2] a reader types into a focused field on a computer set to ${name}: the code is read, the field is as before`, async ({
    page,
  }) => {
    const field = page.locator('#find');
    await field.fill('Viola');
    await press(page, strokesOf(code, { reader: keyboardLayouts.US, computer }), 4);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(field).toHaveValue('Viola');
    await expect(page.locator('#submitted')).toHaveText('0');
    await expect(page.locator('#keys')).toHaveText('');
  });
}

test('a reader does not press the focused button', async ({ page }) => {
  await page.locator('#save').focus();
  await press(page, strokesOf(code, { reader: keyboardLayouts.US, computer: keyboardLayouts.US }), 4);
  await expect(page.getByText(code, { exact: true })).toBeVisible();
  await expect(page.locator('#submitted')).toHaveText('0');
});

test('a person’s typing reaches the field and the shortcuts', async ({ page }) => {
  await page.locator('#find').focus();
  await press(page, strokesOf('Orsino', { reader: keyboardLayouts.US, computer: keyboardLayouts.US }), 70);
  await expect(page.locator('#find')).toHaveValue('Orsino');
  await expect(page.locator('#submitted')).toHaveText('1');
  await expect(page.locator('#keys')).toHaveText('OrsinoEnter');
  await expect(page.locator('#codes li')).toHaveCount(0);
});

type Stroke = ReturnType<typeof strokesOf>[number];

/** Presses keys so many milliseconds apart, and Enter after them; then lets the pause pass that ends whatever was typed. */
async function press(page: Page, strokes: readonly Stroke[], apartMs: number) {
  const session = await page.context().newCDPSession(page);
  const enter: Stroke = { code: 'Enter', key: 'Enter', shift: false, command: false, repeat: false, atMs: 0 };
  for (const stroke of [...strokes, enter]) {
    const text = stroke === enter ? '\r' : stroke.key.length === 1 ? stroke.key : undefined;
    const common = { code: stroke.code, key: stroke.key, modifiers: stroke.shift ? 8 : 0 };
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      ...common,
      ...(text === undefined ? {} : { text }),
    });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
    await page.clock.runFor(apartMs);
  }
  await page.clock.runFor(1_000);
}
