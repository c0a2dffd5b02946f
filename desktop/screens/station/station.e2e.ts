import { expect } from '@playwright/test';
import { cannedState, operators } from '#fixtures/gallery/canned-state.ts';
import { test } from '../../testing/scripted-door.ts';
import { scanWithReader } from '../testing/scan-with-reader.ts';

test.describe('a station that is not paired', () => {
  test.use({ initial: { pairing: { kind: 'unpaired' }, places: [], place: null, operators: [], operator: null } });

  test('shows a code to approve, then goes on by itself', async ({ door, station }) => {
    await door.getByLabel('Cloud address').fill('tickets.example');
    await door.getByLabel('Station name').fill('Gate 2 left');
    await door.getByRole('button', { name: 'Get a pairing code' }).click();
    await expect(door.getByTestId('pairing-code')).toHaveText('7KQ-2M4');
    await expect(door.getByText('https://tickets.example')).toBeVisible();
    await expect(door.getByText(/valid for \d+:\d\d/)).toBeVisible();
    const { places, pairing } = cannedState();
    station.set({ pairing, places });
    await expect(door.getByRole('heading', { name: 'Which door is this?' })).toBeVisible();
    await door.getByRole('button', { name: 'Gate 2' }).click();
    await expect(door.getByTestId('ready')).toBeVisible();
  });

  test('says what a scan needs first', async ({ door, station }) => {
    await scanWithReader(door, 'ADMIT');
    await expect(door.getByText('The reader works. Pair this station first, then scan again.')).toBeVisible();
    expect(station.calls).toEqual([]);
  });

  test('tells why a cloud cannot be reached', async ({ door, station }) => {
    station.refuseNext('pair', { code: 'cloud-unreachable', sentence: 'The cloud cannot be reached.' });
    await door.getByLabel('Cloud address').fill('nowhere.example');
    await door.getByRole('button', { name: 'Get a pairing code' }).click();
    await expect(door.getByLabel('Cloud address')).toHaveAttribute('aria-invalid', 'true');
  });
});

test.describe('a station that was revoked', () => {
  test.use({
    initial: {
      pairing: { kind: 'revoked', orgName: 'Theater am Fluss', unsent: 7, cloudUrl: 'https://tickets.example' },
      places: [],
      place: null,
    },
  });

  test('[SY-4] says that it admits nobody, that its scans are kept, and offers to pair again', async ({
    door,
    station,
  }) => {
    await expect(door.getByRole('heading', { name: 'Access withdrawn' })).toBeVisible();
    await expect(door.getByText('Scans kept here until they are sent: 7.')).toBeVisible();
    await scanWithReader(door, 'ADMIT');
    await expect(
      door.getByText('This station may admit nobody until it is paired again. Nothing was recorded.'),
    ).toBeVisible();
    expect(station.calls).toEqual([]);
    await door.getByRole('button', { name: 'Get a pairing code' }).click();
    await expect(door.getByTestId('pairing-code')).toBeVisible();
  });
});

test.describe('a locked station', () => {
  test.use({ initial: { operator: null } });

  test('opens by PIN, on the pad or the keyboard, and locks again', async ({ door, station }) => {
    await expect(door.getByRole('heading', { name: 'Locked' })).toBeVisible();
    await scanWithReader(door, 'ADMIT');
    await expect(
      door.getByText('This station is locked. Sign in, then scan again. Nothing was recorded.'),
    ).toBeVisible();
    await door.getByRole('button', { name: 'Mara Lindqvist' }).click();
    // Whoever has chosen a name types: neither the choice nor a digit takes the focus from the PIN for good.
    await expect(door.getByLabel('PIN')).toBeFocused();
    await door.keyboard.type('12');
    await door.getByRole('button', { name: '3', exact: true }).click();
    await expect(door.getByLabel('PIN')).toBeFocused();
    await expect(door.getByLabel('PIN')).toHaveValue('123');
    await door.getByRole('button', { name: '3', exact: true }).press('Space');
    await expect(door.getByLabel('PIN')).toHaveValue('1233');
    station.refuseNext('signIn', { code: 'pin-wrong', sentence: 'Wrong PIN.' });
    await door.getByRole('button', { name: '3', exact: true }).press('Enter');
    await expect(door.getByRole('alert')).not.toBeEmpty();
    await expect(door.getByLabel('PIN')).toHaveValue('');
    station.refuseNext('signIn', { code: 'pin-wrong', sentence: 'Wrong PIN.' });
    for (const digit of '1234') await door.getByRole('button', { name: digit, exact: true }).click();
    await door.getByRole('button', { name: 'Done' }).click();
    await expect(door.getByRole('alert')).not.toBeEmpty();
    await door.getByLabel('PIN').fill('1235');
    await door.getByLabel('PIN').press('Enter');
    await expect(door.getByTestId('ready')).toBeVisible();
    expect(station.state().operator).toEqual(operators.mara);
    await door.keyboard.press('Control+l');
    await expect(door.getByRole('heading', { name: 'Locked' })).toBeVisible();
  });
});

test('language, theme and working offline are settings that stay', async ({ door, station }) => {
  await door.getByRole('button', { name: 'Menu' }).click();
  await door.getByRole('menuitem', { name: 'Settings' }).click();
  await door.getByRole('switch', { name: /Work offline/ }).click();
  await expect.poll(() => station.state().sync.link).toBe('paused');
  await door.getByRole('button', { name: 'Dark' }).click();
  await expect(door.locator('html')).toHaveAttribute('data-theme', 'dark');
  await door.getByRole('button', { name: 'العربية' }).click();
  await expect(door.locator('html')).toHaveAttribute('dir', 'rtl');
  await door.reload();
  await expect(door.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(door.getByTestId('ready')).toContainText('امسح تذكرة');
});

test('the settings show a self-test code that a reader can try', async ({ door }) => {
  await door.getByRole('button', { name: 'Menu' }).click();
  await door.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(door.getByRole('img', { name: 'Self-test code' })).toBeVisible();
});

test('everything comes from the station: no request leaves it', async ({ door, url }) => {
  const origin = new URL(url).origin;
  const elsewhere: string[] = [];
  door.on(
    'request',
    request => request.url().startsWith(origin) || request.url().startsWith('data:') || elsewhere.push(request.url()),
  );
  await door.reload();
  await door.getByTestId('ready').waitFor();
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  expect(elsewhere).toEqual([]);
});
