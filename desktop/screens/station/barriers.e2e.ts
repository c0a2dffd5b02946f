import { expect } from '@playwright/test';
import { expectNoBarriers } from '../../../.dev/playwright/expect-no-barriers.ts';
import { test } from '../../testing/scripted-door.ts';

const states = {
  unpaired: { pairing: { kind: 'unpaired' }, places: [], place: null },
  waiting: {
    pairing: {
      kind: 'waiting',
      code: '7KQ-2M4',
      expiresAt: '2026-11-22T19:24:00.000Z',
      cloudUrl: 'https://tickets.example',
    },
    place: null,
  },
  revoked: {
    pairing: { kind: 'revoked', orgName: 'Theater am Fluss', unsent: 7, cloudUrl: 'https://tickets.example' },
    place: null,
  },
  'without a place': { place: null },
  locked: { operator: null },
} as const;

for (const [at, [name, state]] of Object.entries(states).entries()) {
  const theme = at % 2 === 0 ? 'light' : 'dark';
  test.describe(`${name}, ${theme}`, () => {
    // The fixture's own ids and instants are branded; these literals are as good.
    test.use({ initial: state as never });
    test('puts up no barrier', async ({ page, url }) => {
      await page.addInitScript(`localStorage.setItem('foyer.settings', '{"theme":"${theme}"}')`);
      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoBarriers(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('img', { name: 'Self-test code' }).waitFor();
      if (at < 2) await expectNoBarriers(page);
    });
  });
}

test('the gallery of parts has none either', async ({ page, url }) => {
  test.slow();
  await page.goto(url.replace('index.html', 'gallery.html'));
  await page.getByRole('heading', { name: 'Parts' }).waitFor();
  await expectNoBarriers(page);
  expect(await page.locator('section[data-theme]').count()).toBe(4);
});
