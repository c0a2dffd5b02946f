import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../cloud/testing/database.ts';
import { planSeed } from './plan-seed.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { runSeed, type SimPlace, thrown } from './run-seed.ts';
import { SimCloud } from './sim-cloud.ts';

const database = await testDatabase();
const root = database.pool('postgres');
const place: SimPlace = {
  cloud: new SimCloud(root, database.pool('foyer_app')),
  folder: mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'foyer-sim-')),
};
await root.query(`insert into app.installation (installation_id) values ('simulation') on conflict do nothing`);
afterAll(() => rmSync(place.folder, { recursive: true, force: true }));

/** As many as this machine plays in some 20 s when it is quiet; counted, so that a busy one finds the same. */
const seedsMax = 30;

/** Where to begin looking for each, so that it is found soon; any seed is as good. */
const foundNear: Readonly<Record<PlantedBug, number>> = {
  'normal-sync': 1,
  'deferred-commit': 1,
  'ack-before-push': 6,
  'resend-as-new': 1,
  'cursor-before-apply': 12,
  'cursor-past-end': 1,
  'forget-local-scans': 1,
  'incremental-conflicts': 17,
  'keep-roster': 5,
  'rescue-nothing': 5,
  'ignore-fork': 3,
};

for (const [bug, what] of Object.entries(plantedBugs) as [PlantedBug, string][])
  test(`the simulation finds within ${seedsMax} seeds that ${what}`, { timeout: 300_000 }, async () => {
    for (let seed = foundNear[bug]; seed < foundNear[bug] + seedsMax; seed++) {
      const { violations } = await runSeed(place, planSeed(seed), bug);
      expect(violations.filter(({ invariant }) => invariant === thrown)).toEqual([]);
      if (violations.length > 0) return;
    }
    expect.fail(`${bug} was not found from seed ${foundNear[bug]} on`);
  });

/** Each once broke something. */
const pinned: readonly number[] = [1, 5, 12, 17];
for (const seed of pinned)
  test(`[SY-3] seed ${seed} keeps every promise`, { timeout: 300_000 }, async () => {
    expect((await runSeed(place, planSeed(seed), null)).violations).toEqual([]);
  });

test('the same seed gives the same run', { timeout: 300_000 }, async () => {
  const first = await runSeed(place, planSeed(7), null);
  const second = await runSeed(place, planSeed(7), null);
  expect(second.trace).toEqual(first.trace);
  expect(second.traceHash).toBe(first.traceHash);
});
