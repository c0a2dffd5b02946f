import { expect } from '@playwright/test';
import { codeOfTicket, test } from '../../testing/real-door.ts';
import { scanWithReader } from '../testing/scan-with-reader.ts';

const minuteMs = 60_000;

test('[CK-14] a ticket is admitted once; the second time the door tells the first', async ({ door, world }) => {
  await scanWithReader(door, codeOfTicket(world, 1));
  const verdict = door.getByTestId('verdict');
  await expect(verdict).toHaveAttribute('data-tone', 'admit');
  await expect(verdict).toContainText('Viola Cesario');
  await expect(verdict).toContainText('Row 7, seat 12');
  await expect(verdict).toContainText('1 of 2 in order R0001');
  await expect(door.getByTestId('counter')).toContainText('1 /');
  world.later(minuteMs);
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(verdict).toHaveAttribute('data-tone', 'used');
  await expect(verdict).toContainText('19:32, Gate 1');
});

test('[CK-23] the same code again within three seconds is shown quietly and recorded once', async ({ door, world }) => {
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect.poll(() => door.evaluate(() => performance.getEntriesByName('scan:answer').length)).toBe(2);
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  expect(await door.evaluate(() => performance.getEntriesByName('sound').length)).toBe(1);
  await door.keyboard.press('Escape');
  await door.getByRole('button', { name: 'Last scans' }).click();
  await expect(door.getByRole('dialog').getByRole('row')).toHaveCount(2);
});

test('[CK-1] [CK-5] [CK-7] what may not enter is red, with the reason', async ({ door, world }) => {
  const verdict = door.getByTestId('verdict');
  await scanWithReader(door, 'NOCODEOFOURS123');
  await expect(verdict).toContainText('This is no code of ours.');
  await scanWithReader(door, codeOfTicket(world, 3));
  await expect(verdict).toContainText('refunded (12:05)');
  await scanWithReader(door, codeOfTicket(world, 5));
  await expect(door.locator('blockquote')).toHaveText('Ask for Ines at the box office.');
});

test('[CK-16] an attention text is asked, and Enter confirms it', async ({ door, world }) => {
  await scanWithReader(door, codeOfTicket(world, 4));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'ask');
  await expect(door.getByText('Brings a guide dog.')).toBeVisible();
  await door.getByRole('button', { name: 'Checked, admit' }).click();
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('[CK-24] a supervisor’s PIN admits a refunded ticket; a wrong one says how many tries are left', async ({
  door,
  world,
}) => {
  await scanWithReader(door, codeOfTicket(world, 3));
  await door.getByRole('button', { name: 'Admit anyway' }).click();
  await door.getByRole('button', { name: 'The organizer agreed' }).click();
  await door.getByLabel('PIN').fill('9999');
  await door.getByLabel('PIN').press('Enter');
  await expect(door.getByRole('alert')).not.toBeEmpty();
  await door.getByLabel('PIN').fill('2222');
  await door.getByLabel('PIN').press('Enter');
  await expect(door.getByTestId('verdict')).toContainText('Admitted by a supervisor.');
});

test('[CK-25] an admission is taken back, and the ticket enters again', async ({ door, world }) => {
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  await door.keyboard.press('Control+z');
  await door.getByRole('button', { name: 'Did not go in' }).click();
  await door.getByRole('button', { name: 'Take back' }).click();
  await expect(door.getByText('The scan was taken back.')).toBeVisible();
  world.later(minuteMs);
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('[CK-26] an order goes in together; who is inside already is named', async ({ door, world }) => {
  await scanWithReader(door, codeOfTicket(world, 1));
  await door.getByRole('button', { name: 'Whole order' }).click();
  await expect(door.getByRole('checkbox', { name: /Viola Cesario/ })).toBeDisabled();
  await door.getByRole('button', { name: 'Admit 1' }).click();
  await expect(door.getByTestId('group')).toContainText('1 of 1 admitted');
  await expect(door.getByTestId('counter')).toContainText('2 /');
});

test('[CK-20] [CK-21] who goes out may come in again', async ({ door, world }) => {
  const verdict = door.getByTestId('verdict');
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(verdict).toHaveAttribute('data-tone', 'admit');
  await door.keyboard.press('F2');
  await expect(door.getByRole('button', { name: 'Mode: Out' })).toBeVisible();
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(verdict).toHaveAttribute('data-tone', 'out');
  await door.keyboard.press('F1');
  await expect(door.getByRole('button', { name: 'Mode: In' })).toBeVisible();
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(verdict).toHaveAttribute('data-tone', 'admit');
});

test('[CK-27] verify answers and lets nobody in', async ({ door, world }) => {
  await door.keyboard.press('F3');
  await expect(door.getByRole('button', { name: 'Mode: Verify' })).toBeVisible();
  await scanWithReader(door, codeOfTicket(world, 1));
  await expect(door.getByTestId('verdict')).toContainText('Verify only');
  await expect(door.getByTestId('counter')).toContainText('0 /');
});

test('somebody without a code is found by name and admitted', async ({ door }) => {
  await door.keyboard.press('Control+k');
  await door.getByLabel('Search').pressSequentially('sebas', { delay: 70 });
  await expect(door.getByRole('dialog')).toContainText('Sebastian Hart');
  await door.getByLabel('Search').press('Enter');
  await expect(door.getByTestId('verdict')).toContainText('Sebastian Hart');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
});

test('the self-test code proves the reader and admits nobody', async ({ door }) => {
  await scanWithReader(door, 'FOYER-SELF-TEST-0123456789');
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'test');
  await expect(door.getByTestId('counter')).toContainText('0 /');
});

test('the door opens without a cloud, works after a reload, and shows what is unsent', async ({ door, world }) => {
  await door.reload();
  await door.getByTestId('ready').waitFor();
  await expect(door.getByRole('banner')).toContainText('offline');
  await scanWithReader(door, codeOfTicket(world, 2));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'admit');
  await expect(door.getByRole('banner')).toContainText('unsent');
});
