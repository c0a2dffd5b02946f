import { expect, type Page } from '@playwright/test';
import {
  type CannedText,
  cannedAnswer,
  cannedConflict,
  cannedParked,
  cannedVerdicts,
  lastScanOf,
} from '#fixtures/gallery/canned-answers.ts';
import { expectNoBarriers } from '../../../.dev/playwright/expect-no-barriers.ts';
import { test } from '../../testing/scripted-door.ts';
import { scanWithReader } from '../testing/scan-with-reader.ts';

const looks = [
  { theme: 'light', language: 'de', viewport: { width: 1024, height: 768 } },
  { theme: 'dark', language: 'ar', viewport: { width: 390, height: 844 } },
] as const;

/** Those that wait for somebody; the gallery's test looks at all others, which leave before they could be looked at. */
const verdicts: readonly CannedText[] = ['USED', 'BLOCKED', 'AGE', 'BLANK'];

for (const { theme, language, viewport } of looks) {
  test.describe(`${theme}, ${language}, ${viewport.width} wide`, () => {
    test.use({ viewport });
    test.beforeEach(async ({ page }) => {
      const settings = JSON.stringify({ theme, language });
      await page.addInitScript(`localStorage.setItem('foyer.settings', ${JSON.stringify(settings)})`);
    });

    test('no verdict puts up a barrier, and none is cut off at the side', async ({ door }) => {
      test.slow();
      await expectNoBarriers(door);
      for (const text of verdicts) {
        await scanWithReader(door, text);
        await expect(door.getByTestId('verdict')).toBeVisible();
        await expectNoBarriers(door);
        expect(await overflowOf(door), text).toBeLessThanOrEqual(0);
      }
    });

    test('no dialog puts up a barrier', async ({ door, station }) => {
      test.slow();
      const last = [lastScanOf(cannedAnswer('ADMIT', 50))];
      station.set({ last, conflicts: [cannedConflict], sync: { ...station.state().sync, parked: [cannedParked] } });
      await scanWithReader(door, 'USED');
      await expect(door.getByTestId('verdict')).toBeVisible();
      for (const key of ['Control+k', 't', 'l', 'p', '?', 'a', 'g', 'Control+z']) {
        await door.keyboard.press(key);
        await expect(door.getByRole('dialog')).toBeVisible();
        await expectNoBarriers(door);
        expect(await overflowOf(door), key).toBeLessThanOrEqual(0);
        await door.keyboard.press('Escape');
        await expect(door.getByRole('dialog')).not.toBeVisible();
      }
    });
  });
}

test('touch targets of the door are 44 px or more', async ({ door }) => {
  await door.setViewportSize({ width: 390, height: 844 });
  await scanWithReader(door, 'USED');
  await expect(door.getByTestId('verdict')).toBeVisible();
  const small = await door.locator('button').evaluateAll(buttons =>
    buttons
      .map(button => ({ label: button.textContent, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ label, box }) => `${label}: ${box.width} x ${box.height}`),
  );
  expect(small).toEqual([]);
});

test('every verdict fits its screen without scrolling sideways, in the longest language too', async ({ door }) => {
  await door.evaluate(() => localStorage.setItem('foyer.settings', JSON.stringify({ language: 'fr' })));
  await door.setViewportSize({ width: 390, height: 844 });
  await door.reload();
  await door.getByTestId('ready').waitFor();
  for (const text of Object.keys(cannedVerdicts) as CannedText[]) {
    await scanWithReader(door, text);
    await expect(door.getByTestId('verdict')).toBeVisible();
    expect(await overflowOf(door), text).toBeLessThanOrEqual(0);
  }
});

/** How many pixels stand out at the side of the window or of the verdict. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('[data-testid="verdict"], [role="dialog"] > div')].map(
        element => element.scrollWidth - element.clientWidth,
      ),
    ),
  );
}
