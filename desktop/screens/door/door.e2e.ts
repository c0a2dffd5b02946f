import { expect } from '@playwright/test';
import { cannedConflict, cannedParked } from '#fixtures/gallery/canned-answers.ts';
import { operators } from '#fixtures/gallery/canned-state.ts';
import { test } from '../../testing/scripted-door.ts';
import { scanWithReader } from '../testing/scan-with-reader.ts';

test('what is always in view: event, gate, mode, link, counter, operator', async ({ door }) => {
  const bar = door.getByRole('banner');
  for (const text of ['Twelfth Night', 'Main entrance · Gate 2', 'In', 'online', '214', 'Mara Lindqvist'])
    await expect(bar).toContainText(text);
});

test('offline shows how many scans the cloud does not have and how old the roster is', async ({ door, station }) => {
  const { sync } = station.state();
  station.set({ sync: { ...sync, link: 'offline', unsent: 14 } });
  await expect(door.getByRole('banner')).toContainText('offline');
  await expect(door.getByRole('banner')).toContainText('14 unsent');
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('[CK-24] a supervisor admits against the verdict with a reason and a PIN', async ({ door, station }) => {
  await scanWithReader(door, 'USED');
  await door.getByRole('button', { name: 'Admit anyway' }).click();
  const dialog = door.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Was out for a moment' }).click();
  await dialog.getByRole('button', { name: 'Tomás Rivera' }).click();
  await dialog.getByLabel('PIN').fill('4711');
  station.refuseNext('override', { code: 'pin-wrong', sentence: 'Wrong PIN.' });
  await dialog.getByRole('button', { name: 'Admit anyway' }).click();
  await expect(dialog.getByRole('alert')).not.toBeEmpty();
  await dialog.getByLabel('PIN').fill('4712');
  await dialog.getByLabel('PIN').press('Enter');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  await expect(door.getByTestId('verdict')).toContainText('Admitted by a supervisor.');
  expect(station.calls.at(-1)).toMatchObject({
    verb: 'override',
    input: { operatorId: operators.tomas.operatorId, pin: '4712', reason: 'Was out for a moment' },
  });
});

test('[CK-24] a forged code cannot be admitted by anybody', async ({ door }) => {
  await scanWithReader(door, 'FORGED');
  await expect(door.getByTestId('verdict')).toBeVisible();
  await expect(door.getByRole('button', { name: 'Admit anyway' })).not.toBeVisible();
  await door.keyboard.press('a');
  await expect(door.getByRole('dialog')).not.toBeVisible({ timeout: 500 });
});

test('[CK-25] undo takes the last admission back, with a reason', async ({ door, station }) => {
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  await door.keyboard.press('Control+z');
  await door.getByRole('button', { name: 'Did not go in' }).click();
  await door.getByRole('button', { name: 'Take back' }).click();
  await expect(door.getByRole('status').filter({ hasText: 'The scan was taken back.' })).toBeVisible();
  expect(station.state().last[0]?.undone).toBe(true);
});

test('[CK-25] an undo that comes too late asks for a supervisor', async ({ door, station }) => {
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  station.refuseNext('undo', { code: 'undo-too-late', sentence: 'Too late.', facts: { minutes: 10 } });
  await door.keyboard.press('Control+z');
  await door.getByRole('button', { name: 'Wrong person' }).click();
  await door.getByRole('button', { name: 'Take back' }).click();
  await door.getByRole('button', { name: 'Tomás Rivera' }).click();
  await door.getByLabel('PIN').fill('4712');
  await door.getByRole('button', { name: 'Take back' }).click();
  await expect(door.getByRole('dialog')).not.toBeVisible();
  expect(station.calls.at(-1)?.input).toMatchObject({
    supervisor: { operatorId: operators.tomas.operatorId, pin: '4712' },
  });
});

test('[CK-26] a whole order goes in together, each ticket chosen, each with its own verdict', async ({
  door,
  station,
}) => {
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toBeVisible();
  await door.getByRole('button', { name: 'Whole order' }).click();
  const dialog = door.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: /Maria Gentle/ })).toBeDisabled();
  await expect(dialog).toContainText('Used at 19:58, Gate 1.');
  await dialog.getByRole('checkbox', { name: /Sebastian Hart/ }).uncheck();
  await expect(dialog.getByRole('button', { name: 'Admit 1' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /Sebastian Hart/ }).check();
  await dialog.getByRole('button', { name: 'Admit 2' }).click();
  await expect(door.getByTestId('group')).toContainText('2 of 2 admitted');
  expect(station.calls.at(-1)?.verb).toBe('scanOrder');
});

test('/ finds somebody by name; Enter takes the first', async ({ door, station }) => {
  await door.keyboard.press('/');
  await door.getByLabel('Search').pressSequentially('seb', { delay: 70 });
  await expect(door.getByRole('dialog')).toContainText('Sebastian Hart');
  await door.keyboard.press('Enter');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  expect(station.calls.at(-1)).toMatchObject({ verb: 'scanTicket', input: { via: 'search' } });
});

test('a scan while somebody is being searched puts the search away and shows the verdict', async ({ door }) => {
  await door.keyboard.press('/');
  await door.getByLabel('Search').pressSequentially('se', { delay: 70 });
  await scanWithReader(door, 'USED');
  await expect(door.getByRole('dialog')).not.toBeVisible();
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'used');
});

test('a code that will not scan is typed', async ({ door, station }) => {
  await door.keyboard.press('t');
  await door.getByRole('textbox', { name: 'Code' }).pressSequentially('admit 7', { delay: 70 });
  await door.keyboard.press('Enter');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  expect(station.calls.at(-1)?.input).toMatchObject({ text: 'admit 7', via: 'typed' });
});

test('a letter that belongs to a scanned code is no shortcut', async ({ door }) => {
  await scanWithReader(door, 'UNKNOWN');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'refuse');
  await expect(door.getByRole('dialog')).not.toBeVisible();
});

test('[CK-21] [CK-27] out and verify are one key away and change the screen', async ({ door }) => {
  await door.keyboard.press('F2');
  await expect(door.getByTestId('ready')).toContainText('Scan the way out');
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'out');
  await door.keyboard.press('v');
  await expect(door.getByRole('button', { name: 'Mode: Verify' })).toBeVisible();
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toContainText('Valid');
  await expect(door.getByTestId('verdict')).toContainText('Verify only');
  await door.keyboard.press('F1');
  await expect(door.getByRole('button', { name: 'Mode: In' })).toBeVisible();
});

test('[CK-30] a conflict is a quiet bar that opens both scans, with times, gates and people', async ({
  door,
  station,
}) => {
  station.set({ conflicts: [cannedConflict] });
  await door
    .getByText('Admitted at two doors: 1')
    .locator('xpath=ancestor::section')
    .getByRole('button', { name: 'Look' })
    .click();
  const dialog = door.getByRole('dialog');
  for (const text of ['19:58', 'Gate 1', 'Yusuf Demir', '20:03', 'Gate 2', 'Mara Lindqvist'])
    await expect(dialog).toContainText(text);
  await dialog.getByRole('button', { name: 'Seen' }).click();
  await door.keyboard.press('Escape');
  await expect(door.getByText('Admitted at two doors: 1')).not.toBeVisible();
});

test('[SY-2] a parked operation is shown with its reason and can be tried again', async ({ door, station }) => {
  station.set({ sync: { ...station.state().sync, parked: [cannedParked] } });
  await door.getByRole('button', { name: 'Look' }).click();
  await expect(door.getByRole('dialog')).toContainText('The scan it takes back is not known in the cloud.');
  await door.getByRole('button', { name: 'Try again' }).click();
  await expect(door.getByRole('dialog')).toContainText('Nothing is parked');
});

test('problems are sentences that say nothing was lost', async ({ door, station }) => {
  const problem = (code: string) => ({ code, lost: false, facts: {} });
  station.set({
    problems: [
      problem('cloud-garbled'),
      problem('storage-damaged'),
      { ...problem('clock-off'), facts: { offsetMs: -39_600_000 } },
    ],
    sync: { ...station.state().sync, protocol: 'too-old' },
  });
  await expect(door.getByText('perhaps a log-in page of the venue’s network')).toBeVisible();
  await expect(door.getByText(/This computer’s clock is 11 hr? fast/)).toBeVisible();
  await expect(door.getByText('version is too old')).toBeVisible();
  await expect(door.getByText('Nothing was lost.')).toHaveCount(4);
});

test('the camera opens in the corner and closes again', async ({ door }) => {
  await door.keyboard.press('c');
  await expect(door.getByTestId('camera')).toHaveAttribute('data-state', 'on');
  await door.getByRole('button', { name: 'Close the camera' }).click();
  await expect(door.getByTestId('camera')).not.toBeVisible();
});

test('where there are two cameras one is chosen, and stays chosen', async ({ door }) => {
  await door.addInitScript(() => {
    const cameras = ['front', 'back'].map(name => ({
      kind: 'videoinput',
      deviceId: name,
      groupId: '',
      label: `The ${name}`,
    }));
    const asked: unknown[] = [];
    Object.assign(globalThis, { camerasAsked: asked });
    Object.assign(navigator.mediaDevices, { enumerateDevices: async () => cameras });
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    Object.assign(navigator.mediaDevices, {
      getUserMedia: async ({ video }: { video: { deviceId?: { ideal: string } } }) => {
        asked.push(video.deviceId?.ideal ?? null);
        const stream = await real({ video: true });
        const [track] = stream.getVideoTracks();
        if (track !== undefined)
          Object.assign(track, { getSettings: () => ({ deviceId: video.deviceId?.ideal ?? 'front' }) });
        return stream;
      },
    });
  });
  await door.reload();
  await door.getByTestId('ready').waitFor();
  await door.keyboard.press('c');
  await expect(door.getByTestId('camera')).toHaveAttribute('data-state', 'on');
  await door.getByRole('combobox', { name: 'Camera' }).selectOption('The back');
  await expect(door.getByRole('combobox', { name: 'Camera' })).toHaveValue('back');
  await door.reload();
  await door.getByTestId('ready').waitFor();
  await door.keyboard.press('c');
  await expect(door.getByRole('combobox', { name: 'Camera' })).toHaveValue('back');
  expect(await door.evaluate(() => (globalThis as unknown as { camerasAsked: unknown }).camerasAsked)).toEqual([
    'back',
  ]);
});

test('a station that stops answering is said, and the window finds it again', async ({ door, station }) => {
  await door.route('**/station/**', route => route.abort());
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('trouble')).toContainText('The station does not answer.');
  await door.unroute('**/station/**');
  await scanWithReader(door, 'ADMIT');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  expect(station.calls).toHaveLength(1);
});
