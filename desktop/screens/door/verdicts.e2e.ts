import { expect } from '@playwright/test';
import { test } from '../../testing/scripted-door.ts';
import { scanWithReader } from '../testing/scan-with-reader.ts';

const cases = [
  ['ADMIT', 'admit', 'Admit'],
  ['USED', 'used', 'Used'],
  ['OTHEREVENT', 'refuse', 'Wrong event'],
  ['OTHERGATE', 'refuse', 'Wrong gate'],
  ['FORGED', 'refuse', 'Not valid'],
  ['EARLY', 'refuse', 'Too early'],
  ['FULL', 'refuse', 'Full'],
  ['AGE', 'ask', 'Check'],
  ['BLANK', 'unsure', 'Ask the box office'],
  ['OUT', 'out', 'Out'],
  ['SELFTEST', 'test', 'Reader works'],
] as const;

test('each verdict is told by word, colour and sound', async ({ door }) => {
  const verdict = door.getByTestId('verdict');
  for (const [text, tone, word] of cases)
    await test.step(`${text} says "${word}"`, async () => {
      await door.evaluate(() => performance.clearMarks('sound'));
      await scanWithReader(door, text);
      await expect(verdict.getByRole('heading', { name: word, exact: true })).toBeVisible();
      await expect(verdict).toHaveAttribute('data-tone', tone);
      await expect(door.getByTestId('announcement')).toContainText(word);
      expect(await soundsOf(door)).toEqual([tone]);
    });
});

test('[CK-14] a used ticket tells when and where it was used first', async ({ door }) => {
  await scanWithReader(door, 'USED');
  await expect(door.getByTestId('verdict')).toContainText('19:58, Gate 1');
});

test('[CK-3] a ticket of another event names that event', async ({ door }) => {
  await scanWithReader(door, 'OTHEREVENT');
  await expect(door.getByTestId('verdict')).toContainText('The Tempest, tomorrow 20:00');
});

test('[CK-7] the organizer’s text is quoted apart from ours', async ({ door }) => {
  await scanWithReader(door, 'BLOCKED');
  await expect(door.locator('blockquote')).toHaveText('Please send to the box office, ask for Ines.');
});

test('a code that is read while the window still opens is answered as soon as the station speaks', async ({
  page,
  url,
}) => {
  const speaks = Promise.withResolvers<void>();
  await page.route('**/station/live', async route => {
    await speaks.promise;
    await route.continue();
  });
  await page.goto(url);
  await page.getByTestId('opening').waitFor();
  await scanWithReader(page, 'USED');
  await expect(page.getByText('Opening the station')).toHaveCount(2);
  speaks.resolve();
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-tone', 'used');
});

test('green leaves by itself, amber and red do not', async ({ page, url }) => {
  await page.clock.install({ time: 0 });
  await page.goto(url);
  await page.getByTestId('ready').waitFor();
  // From here on the page's time stands still, except where it is set on.
  await page.clock.pauseAt(3_600_000);
  await scanWithReader(page, 'ADMIT');
  await expect(page.getByTestId('verdict')).toBeVisible();
  await page.clock.runFor(1_300);
  await expect(page.getByTestId('verdict')).toBeVisible();
  await page.clock.runFor(200);
  await expect(page.getByTestId('ready')).toBeVisible();
  await scanWithReader(page, 'USED');
  await expect(page.getByTestId('verdict')).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(page.getByTestId('verdict')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('ready')).toBeVisible();
});

test('the next scan takes the place of a verdict that waits', async ({ door }) => {
  await scanWithReader(door, 'FORGED');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'refuse');
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('[CK-16] what is asked is confirmed by Enter, and the answer shows what was confirmed', async ({
  door,
  station,
}) => {
  await scanWithReader(door, 'AGE');
  await expect(door.getByText('Check the age: 18 or older.')).toBeVisible();
  await expect(door.getByText('Passport, ID card or driving licence')).toBeVisible();
  expect(station.calls.filter(call => call.verb === 'scan')).toHaveLength(1);
  await door.keyboard.press('Enter');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  await expect(door.getByText('Confirmed: age, identity.')).toBeVisible();
  expect(station.calls.at(-1)?.input).toMatchObject({ confirmed: ['age', 'attention'] });
});

test('[CK-16] what is asked is confirmed by a tap', async ({ door }) => {
  await scanWithReader(door, 'GUARDIAN');
  await door.getByRole('button', { name: 'Checked, admit' }).click();
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('a station that refuses gives no verdict, and the screen says that nothing was recorded', async ({
  door,
  station,
}) => {
  station.refuseNext('scan', { code: 'storage-full', sentence: 'The disk is full.' });
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('trouble')).toContainText('No verdict');
  await expect(door.getByTestId('trouble')).toContainText('Nothing was recorded');
});

test('muted, nothing sounds and the screen still says everything', async ({ door }) => {
  await door.keyboard.press('m');
  await expect(door.getByRole('button', { name: 'Mute the sound' })).toHaveAttribute('aria-pressed', 'true');
  await scanWithReader(door, 'FORGED');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'refuse');
  expect(await soundsOf(door)).toEqual([]);
});

test('a scan is timed from its key to the painted verdict', async ({ door }) => {
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  await expect
    .poll(() => door.evaluate(() => performance.getEntriesByType('mark').map(mark => mark.name)))
    .toEqual(expect.arrayContaining(['scan:key', 'scan:answer', 'scan:painted']));
});

test('the loudspeakers are opened with the first key, so that no verdict waits for them', async ({ door }) => {
  await door.addInitScript(() => {
    const Real = AudioContext;
    Object.assign(globalThis, { opened: 0 });
    globalThis.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        Object.assign(globalThis, { opened: Number(Reflect.get(globalThis, 'opened')) + 1 });
      }
    };
  });
  await door.reload();
  await door.getByTestId('ready').waitFor();
  const opened = () => door.evaluate(() => Reflect.get(globalThis, 'opened'));
  expect(await opened()).toBe(0);
  await door.keyboard.press('Shift');
  expect(await opened()).toBe(1);
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  expect(await opened()).toBe(1);
});

function soundsOf(door: import('@playwright/test').Page) {
  return door.evaluate(() => performance.getEntriesByName('sound').map(mark => (mark as PerformanceMark).detail));
}
