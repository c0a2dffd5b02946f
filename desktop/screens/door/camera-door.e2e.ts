import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import { fakeCameraArgs, writeFakeCamera } from '../../testing/fake-camera.ts';
import { codeOfTicket, test as realDoor } from '../../testing/real-door.ts';

/** The real door in a browser whose camera sees two tickets, one after the other, held at an angle. */
const test = realDoor.extend({
  page: async ({ world }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'foyer-door-camera-'));
    const video = path.join(folder, 'tickets.y4m');
    const paint = { modulePixels: 5, turnedDegrees: 14 };
    const shots = [1, 2].map(n => ({ text: codeOfTicket(world, n), frames: 8, paint }));
    writeFakeCamera(video, [{ text: null, frames: 2 }, ...shots]);
    const browser = await chromium.launch({
      ...test.info().project.use.launchOptions,
      args: ['--no-sandbox', '--disable-background-networking', ...fakeCameraArgs(video)],
    });
    await use(await browser.newPage());
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('[CK-14] tickets held before the camera are admitted, each once', async ({ door, world }) => {
  await door.keyboard.press('c');
  await expect(door.getByTestId('camera')).toHaveAttribute('data-state', 'on');
  await expect(door.getByTestId('verdict')).toContainText(/Viola Cesario|Sebastian Hart/, { timeout: 60_000 });
  await expect(door.getByTestId('counter')).toContainText('2 /', { timeout: 60_000 });
  await expect
    .poll(() =>
      [1, 2].map(n => world.opened.store.scans.ofTicket(world.event.eventId, world.ticket(n).ticketId).length),
    )
    .toEqual([1, 1]);
});
