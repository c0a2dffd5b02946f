import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type CloudProcess, startCloudProcess } from '../../.dev/door/cloud-process.ts';
import { approveCode, pairByCode } from '../../.dev/door/pair-stations.ts';
import { type Night, seedNight } from '../../.dev/door/seed-night.ts';
import { type StationProcess, startStationProcess } from '../../.dev/door/station-process.ts';
import { scanWithReader } from '../screens/testing/scan-with-reader.ts';
import { stayGreen } from './stay-green.ts';

// One night from the first pairing to the last scan, told with what ships: the cloud and two stations as processes of their own, real
// files, the built screens in a browser. The cloud's plug is pulled twice.

/** Finding the cloud again may take as long as a station waits between two tries. */
const soon = { timeout: 60_000 };

test('a night at two doors: paired, cut off, restarted, brought together again', async ({ browser }, info) => {
  test.setTimeout(300_000);
  await using world = await openWorld();
  const { cloud, night, folder } = world;
  const shot = (page: Page, name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });

  const first = await world.start('station-a');
  let door = await openDoor(browser, first);
  await pairAtTheScreen(door, cloud, night);
  await expect(door.getByTestId('ready')).toBeVisible(soon);
  await expect(door.getByRole('banner')).toContainText('online', soon);
  await expect(door.getByTestId('counter')).toContainText(`0 / ${night.tickets}`, soon);

  await scanWithReader(door, night.codeOf(1));
  await expectAdmitted(door, 1);
  await shot(door, '1-online');
  await expectInCloud(cloud, night, { scans: 1, entries: 1 });

  await test.step('[SY-2] cut off from the cloud, the door works on and counts what is unsent', async () => {
    await cloud.unplug();
    for (const ticket of [2, 3, 4]) {
      await scanWithReader(door, night.codeOf(ticket));
      await expectAdmitted(door, ticket);
    }
    await expect(door.getByRole('banner')).toContainText('offline', soon);
    await expect(door.getByRole('banner')).toContainText('3 unsent');
    await shot(door, '2-cut-off');
  });

  await test.step('[CK-22] a station that starts without the cloud forgets nothing', async () => {
    await door.close();
    await first.kill();
  });
  const again = await world.start('station-a');
  door = await openDoor(browser, again);
  await expect(door.getByTestId('ready')).toBeVisible();
  await expect(door.getByRole('banner')).toContainText('3 unsent');
  await expect(door.getByTestId('counter')).toContainText(`4 / ${night.tickets}`);
  await scanWithReader(door, night.codeOf(5));
  await expectAdmitted(door, 5);
  await scanWithReader(door, night.codeOf(2));
  await expect(door.getByTestId('verdict')).toHaveAttribute('data-tone', 'used');
  await shot(door, '3-started-without-the-cloud');

  await test.step('[SY-3] with the cloud back, every scan arrives once', async () => {
    await cloud.plugIn();
    await expectInCloud(cloud, night, { scans: 6, entries: 5 });
    await expect(door.getByRole('banner')).not.toContainText('unsent', soon);
    await expect(door.getByRole('banner')).toContainText('online', soon);
  });

  const second = await world.start('station-b');
  await pairByCode(second, cloud.url, night, { name: 'Laptop B', gate: 1 });
  const otherDoor = await openDoor(browser, second);
  await test.step('[CK-14] another station knows who is inside, and where they went in', async () => {
    await expect(otherDoor.getByTestId('counter')).toContainText(`5 / ${night.tickets}`, soon);
    await scanWithReader(otherDoor, night.codeOf(1));
    await expect(otherDoor.getByTestId('verdict')).toHaveAttribute('data-tone', 'used');
    await expect(otherDoor.getByTestId('verdict')).toContainText('Gate 1');
    await scanWithReader(otherDoor, night.codeOf(6));
    await expectAdmitted(otherDoor, 6);
    await expect(door.getByTestId('counter')).toContainText(`6 / ${night.tickets}`, soon);
    await shot(otherDoor, '4-the-other-door');
  });

  await test.step('[CK-30] two doors that admitted one ticket while cut off are both told', async () => {
    await cloud.unplug();
    for (const page of [door, otherDoor]) {
      await scanWithReader(page, night.codeOf(7));
      await expectAdmitted(page, 7);
    }
    await cloud.plugIn();
    for (const [name, page] of [
      ['5-conflict-at-gate-1', door],
      ['6-conflict-at-gate-2', otherDoor],
    ] as const) {
      await page.getByRole('button', { name: 'Look' }).click(soon);
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('Holder Number 7');
      await expect(dialog).toContainText('Gate 1');
      await expect(dialog).toContainText('Gate 2');
      await shot(page, name);
    }
    await expectInCloud(cloud, night, { scans: 10, entries: 8 });
  });
  expect(existsSync(path.join(folder, 'station-a', 'station.db'))).toBe(true);
});

type World = AsyncDisposable & {
  readonly cloud: CloudProcess;
  readonly night: Night;
  readonly folder: string;
  readonly start: (name: string) => Promise<StationProcess>;
};

async function openWorld(): Promise<World> {
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'foyer-story-'));
  const cloud = await startCloudProcess({ home: folder, durable: false });
  const night = await seedNight(cloud.root, { tickets: 400 });
  const stations: StationProcess[] = [];
  return {
    cloud,
    night,
    folder,
    start: async name => {
      const station = await startStationProcess(path.join(folder, name));
      stations.push(station);
      return station;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stations.map(station => station.kill()));
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openDoor(browser: Browser, station: StationProcess): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await stayGreen(page);
  await page.goto(station.windowUrl());
  await page.locator('main:not([data-testid="opening"])').waitFor();
  return page;
}

/** As people do it: the station shows a code, the organizer types it into the cloud. */
async function pairAtTheScreen(door: Page, cloud: CloudProcess, night: Night): Promise<void> {
  await door.getByLabel('Cloud address').fill(cloud.url);
  await door.getByLabel('Station name').fill('Laptop A');
  await door.getByRole('button', { name: 'Get a pairing code' }).click();
  const code = await door.getByTestId('pairing-code').textContent();
  await approveCode(cloud.url, night, { code: code ?? '', gate: 0 });
}

async function expectAdmitted(door: Page, ticket: number): Promise<void> {
  const verdict = door.getByTestId('verdict');
  await expect(verdict).toContainText(`Holder Number ${ticket}`);
  await expect(verdict).toHaveAttribute('data-tone', 'admit');
}

/** Exactly these, each once: nothing lost on the way and nothing applied twice. */
async function expectInCloud(
  cloud: CloudProcess,
  night: Night,
  wanted: { readonly scans: number; readonly entries: number },
): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await cloud.root.query(
        `select count(*)::int as scans, (count(*) filter (where kind = 'in'))::int as entries
         from app.scans where org_id = $1 and event_id = $2`,
        [night.orgId, night.eventId],
      );
      return rows[0];
    }, soon)
    .toEqual(wanted);
}
