import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { benchBatches } from './bench-door/batches.ts';
import type { Bench } from './bench-door/bench.ts';
import { enterBenchHome } from './bench-door/bench-home.ts';
import { benchDecisions } from './bench-door/decisions.ts';
import { benchDelta } from './bench-door/delta.ts';
import { benchFirstSync } from './bench-door/first-sync.ts';
import { benchFloor } from './bench-door/floor.ts';
import { benchPainted } from './bench-door/painted.ts';
import { memoryOf } from './bench-door/process-figures.ts';
import { Report } from './bench-door/report.ts';
import { benchSeenElsewhere } from './bench-door/seen-elsewhere.ts';
import { benchUpload } from './bench-door/upload.ts';
import { parseFlags } from './command/parse-flags.ts';
import { startCloudProcess } from './door/cloud-process.ts';
import { seedNight } from './door/seed-night.ts';
import { startStationProcess } from './door/station-process.ts';
import { buildScreens } from './screens/build-screens.ts';

const usage = `npm run bench:door -- [--tickets 100000,1000000] [--only scan,delta,seen,upload,batch,paint] [--scans 2000] [--queued 10000] [--json]
Figures beside their targets, from a cloud process with its own Postgres and a station process on this disk. The roster is always synced first.`;

const { values } = parseFlags(
  {
    options: {
      tickets: { type: 'string', default: '100000,1000000' },
      only: { type: 'string', default: 'scan,delta,seen,upload,batch,paint' },
      scans: { type: 'string', default: '2000' },
      queued: { type: 'string', default: '10000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  },
  ['scans', 'queued'],
);

/** What is measured on every roster, and what on the first alone because it does not depend on the roster's size. */
const parts = {
  scan: { run: benchDecisions, everyRoster: true },
  delta: { run: benchDelta, everyRoster: true },
  seen: { run: benchSeenElsewhere, everyRoster: false },
  upload: { run: benchUpload, everyRoster: false },
  batch: { run: benchBatches, everyRoster: false },
  paint: { run: benchPainted, everyRoster: false },
} as const;

if (values.help) console.log(usage);
else await main();

async function main(): Promise<void> {
  const place = await enterBenchHome(path.resolve(import.meta.dirname, '../.cache/bench-door'));
  try {
    await run(place.folder);
  } finally {
    await place.leave();
  }
}

async function run(home: string): Promise<void> {
  const sizes = values.tickets.split(',').map(Number);
  const chosen = values.only.split(',');
  const report = new Report();
  report.note(
    `${cpus().length} cores, ${cpus()[0]?.model.trim()}; load ${loadavg()[0]?.toFixed(1)} when it began; Node ${process.version}`,
  );
  if (chosen.includes('paint')) await buildScreens();
  const cloud = await startCloudProcess({ home, durable: true });
  try {
    for (const [index, tickets] of sizes.entries()) {
      const size = tickets % 1_000_000 === 0 ? `${tickets / 1_000_000}M` : `${tickets / 1000}k`;
      const seedingMs = performance.now();
      const night = await seedNight(cloud.root, { tickets });
      report.note(`${tickets} tickets seeded in ${((performance.now() - seedingMs) / 1000).toFixed(1)} s`);
      const station = await startStationProcess(path.join(home, `station-${size}`));
      let ticket = 0;
      const nextTicket = () => (ticket += 1);
      const bench: Bench = {
        report,
        cloud,
        night,
        station,
        home,
        size,
        nextTicket,
        scans: Number(values.scans),
        queued: Number(values.queued),
      };
      try {
        const { searchReady } = await benchFirstSync(bench);
        await benchFloor(bench);
        for (const [name, { run, everyRoster }] of Object.entries(parts))
          if (chosen.includes(name) && (everyRoster || index === 0)) await run(bench);
        await searchReady;
        const { nowMb, peakMb } = memoryOf(station.pid);
        report.add({
          key: `rssEnd${size}`,
          what: `station memory (RSS) after all that, ${size}`,
          value: nowMb,
          unit: 'MB',
        });
        report.add({ key: `rssEndPeak${size}`, what: '  at its highest', value: peakMb, unit: 'MB' });
      } finally {
        await station.stop();
      }
    }
  } finally {
    await cloud.stop();
  }
  report.note(`load ${loadavg()[0]?.toFixed(1)} when it ended`);
  report.print();
  if (values.json) console.log(JSON.stringify({ figures: report.figures, notes: report.notes }));
}
