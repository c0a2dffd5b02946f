import { test as base, expect, type Page } from '@playwright/test';
import type { StationState } from '#shared/api/station.ts';
import { createScriptedStation, type ScriptedStation } from './scripted-station.ts';
import { serveScreens } from './serve-screens.ts';
import { stayGreen } from './stay-green.ts';

type Door = {
  /** What the station is when the window opens. */
  readonly initial: Partial<StationState>;
  readonly station: ScriptedStation;
  readonly url: string;
  /** The window, open at the door. A broken content policy or a fault on the page fails the test. */
  readonly door: Page;
};

/** Tests of the screens against a station that plays a script: for states that are rare or slow to reach with a real one. */
export const test = base.extend<Door>({
  initial: [{}, { option: true }],
  station: async ({ initial }, use) => use(createScriptedStation(initial)),
  url: async ({ station }, use) => {
    await using served = await serveScreens(station.app);
    await use(`${served.url}/index.html`);
  },
  door: async ({ page, url }, use) => {
    await stayGreen(page);
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => message.text().includes('Content Security Policy') && faults.push(message.text()));
    await page.goto(url);
    // The station has spoken, and what it calls for is drawn.
    await page.locator('main:not([data-testid="opening"])').waitFor();
    await use(page);
    expect(faults).toEqual([]);
  },
});
