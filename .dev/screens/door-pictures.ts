import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { type CannedText, cannedAnswer, cannedConflict, lastScanOf } from '#fixtures/gallery/canned-answers.ts';
import { evening2000 } from '#fixtures/gallery/canned-state.ts';
import { createScriptedStation } from '../../desktop/testing/scripted-station.ts';
import { serveScreens } from '../../desktop/testing/serve-screens.ts';
import { buildScreens } from './build-screens.ts';

const folder = path.resolve(import.meta.dirname, '../../desktop/screens/pictures');
const wide = { width: 1280, height: 800 };

type Picture = {
  readonly name: string;
  readonly size: typeof wide;
  readonly theme: 'light' | 'dark';
  readonly language?: string;
  readonly show?: (page: Page) => Promise<void>;
};

const typed = (text: CannedText) => async (page: Page) => {
  await page.keyboard.press('t');
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
  await page.getByTestId('verdict').waitFor();
};
const found = async (page: Page) => {
  await page.keyboard.press('/');
  await page.getByRole('textbox').fill('row 7');
  await page.getByText('Maria Gentle').waitFor();
};

const pictures: readonly Picture[] = [
  { name: 'admit', size: wide, theme: 'light', show: typed('ADMIT') },
  { name: 'used', size: wide, theme: 'dark', show: typed('USED') },
  { name: 'check', size: wide, theme: 'light', show: typed('AGE') },
  { name: 'find', size: wide, theme: 'light', show: found },
  { name: 'wrong-gate-arabic', size: wide, theme: 'dark', language: 'ar', show: typed('OTHERGATE') },
];

/** The door: the real screens over the scripted station, so that they look the same when they are taken again. */
export async function takeDoorPictures(browser: Browser): Promise<void> {
  await buildScreens();
  const last = (['ADMIT', 'USED', 'ALONE', 'OUT'] as const).map((text, at) => ({
    ...lastScanOf(cannedAnswer(text, 50 + at)),
    at: evening2000(`20:13:${String(52 - at * 7)}`),
  }));
  for (const picture of pictures) {
    const station = createScriptedStation({ last, conflicts: [{ ...cannedConflict, seen: true }] });
    await using served = await serveScreens(station.app);
    const context = await browser.newContext({ viewport: picture.size, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const settings = JSON.stringify({ theme: picture.theme, language: picture.language ?? 'en', muted: false });
    await page.addInitScript(`localStorage.setItem('foyer.settings', ${JSON.stringify(settings)})`);
    await page.goto(`${served.url}/index.html`);
    await page.getByTestId('ready').waitFor();
    await picture.show?.(page);
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: path.join(folder, `${picture.name}.png`) });
    await context.close();
    console.log(`${picture.name}.png`);
  }
}
