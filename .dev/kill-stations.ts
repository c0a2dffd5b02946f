import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { parseFlags } from './command/parse-flags.ts';
import { startCloudProcess } from './door/cloud-process.ts';
import { seedNight } from './door/seed-night.ts';
import { buildChild } from './kill/build-child.ts';
import { compare } from './kill/compare.ts';
import { type KillKind, nightOfKills } from './kill/night-of-kills.ts';

// `npm run test:kill -- --kills 500 --seconds 900 --seed N`: SIGKILL of station processes while they scan, sync and migrate.
const { values } = parseFlags(
  {
    options: {
      kills: { type: 'string', default: '500' },
      /** No kill is begun later than this after the first. */
      seconds: { type: 'string', default: '900' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      stations: { type: 'string', default: '3' },
    },
  },
  ['kills', 'seconds', 'seed', 'stations'],
);
const kills = Number(values.kills);
const seed = Number(values.seed);
const root = path.resolve(import.meta.dirname, '..');
console.log(`Seed ${seed}: up to ${kills} kills in ${values.seconds} s, ${values.stations} stations at a time`);

// The station's file lies on the disk: its promise is about what a disk was told.
const home = path.join(root, '.cache/kill', String(process.pid));
rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });
const memory = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'foyer-kill-'));
const building = buildChild(home);
// It is waited for behind the cloud, which is stopped when it fails.
building.catch(() => {});
const cloud = await startCloudProcess({ home: memory, durable: false });
const counts: Record<KillKind, number> = { syncing: 0, migrating: 0, scanning: 0 };
const flaws: string[] = [];
let stopped = false;
let begun = 0;
let nights = 0;
let verdicts = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopped = true;
  });
try {
  const childFile = await building;
  const night = await seedNight(cloud.root, { tickets: 4_000 });
  let ticket = 0;
  const nextTicket = () => {
    ticket = (ticket % night.tickets) + 1;
    return ticket;
  };
  const killsBeganMs = performance.now();
  const seconds = () => (performance.now() - killsBeganMs) / 1000;
  const mayBegin = () => !stopped && begun < kills && seconds() < Number(values.seconds);
  const lane = async (index: number) => {
    const random = seededRandom(seed * 31 + index);
    for (let count = 1; mayBegin(); count += 1) {
      const station = await nightOfKills({
        cloud,
        night,
        random,
        childFile,
        home,
        name: `Station ${index}-${count}`,
        nextTicket,
        mayKill: () => {
          if (!mayBegin()) return false;
          begun += 1;
          return true;
        },
        killed: kind => {
          counts[kind] += 1;
        },
      });
      nights += 1;
      verdicts += station.acknowledged.length;
      for (const flaw of await compare(cloud, night, station)) {
        flaws.push(flaw);
        console.log(`✗ ${station.stationId}: ${flaw}`);
      }
      rmSync(station.dataDir, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: Number(values.stations) }, (_, index) => lane(index)));
  const done = counts.syncing + counts.migrating + counts.scanning;
  const tookS = seconds();
  console.log(
    `${done} kills (${counts.scanning} scanning, ${counts.syncing} syncing, ${counts.migrating} migrating) of ${nights} stations in ${tookS.toFixed(1)} s (${Math.round((done * 60) / tookS)} a minute); ${verdicts} verdicts shown and compared with journal and cloud`,
  );
  console.log(flaws.length === 0 ? 'No verdict lost, none applied twice.' : `Seed ${seed}: ${flaws.length} flaws.`);
  console.log(`${flaws.length === 0 ? done : 0} passed, ${flaws.length} failed`);
  process.exitCode = flaws.length > 0 || done === 0 ? 1 : 0;
} finally {
  await cloud.stop();
  rmSync(home, { recursive: true, force: true });
  rmSync(memory, { recursive: true, force: true });
}
