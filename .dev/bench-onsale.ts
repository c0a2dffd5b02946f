import { mkdirSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Report } from './bench-door/report.ts';
import type { Bench } from './bench-onsale/bench.ts';
import { benchEventPage } from './bench-onsale/event-page.ts';
import { goingConcern } from './bench-onsale/going-concern.ts';
import { benchHolds } from './bench-onsale/holds.ts';
import { benchQuietNeighbour } from './bench-onsale/quiet-neighbour.ts';
import { seedSale, seedSeller } from './bench-onsale/seed-sale.ts';
import { benchSellOut } from './bench-onsale/sell-out.ts';
import { benchSettled } from './bench-onsale/settled.ts';
import { startCloudProcess } from './door/cloud-process.ts';

const usage = `npm run bench:onsale -- [--quick] [--only holds,settled,sell-out,quiet,page] [--seconds 8] [--json]
One hot tier with a quota, through HTTP, row-level security and a database that waits for its disk. Ours beside one lock per
order and beside raw inserts, in the same run on this machine; whoever asks shares its cores.`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const parts = {
  holds: benchHolds,
  settled: benchSettled,
  'sell-out': benchSellOut,
  quiet: benchQuietNeighbour,
  page: benchEventPage,
} as const;

if (values.help) console.log(usage);
else await main();

async function main(): Promise<void> {
  const home = path.resolve(import.meta.dirname, '../.cache/bench-onsale', String(process.pid));
  const chosen = values.only?.split(',') ?? Object.keys(parts);
  const report = new Report();
  report.note(
    `${cpus().length} cores, ${cpus()[0]?.model.trim()}; load ${loadavg()[0]?.toFixed(1)} when it began; Node ${process.version}`,
  );
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const cloud = await startCloudProcess({ home, durable: true });
  try {
    const seller = await seedSeller(cloud.root, 'hot');
    const quiet = await seedSeller(cloud.root, 'quiet');
    const nights = [];
    for (let night = 0; night < 5; night += 1) nights.push(await seedSale(cloud.url, seller, { places: 5_000 }));
    await goingConcern(cloud.root, seller, nights, 2_000);
    await cloud.root.query(
      'create table public.raw_orders (org_id text, event_id text, order_id text, hold int, body jsonb, primary key (org_id, order_id))',
    );
    await cloud.root.query('grant usage on schema public to foyer_app; grant insert on public.raw_orders to foyer_app');
    const rivals = await cloud.beside('.dev/bench-onsale/rival-server.ts');
    const seconds = Number(values.seconds ?? (values.quick ? 3 : 8));
    const bench: Bench = { report, cloud, rivals, seller, quiet, seconds, quick: values.quick };
    try {
      for (const [name, run] of Object.entries(parts)) if (chosen.includes(name)) await run(bench);
    } finally {
      await rivals.stop();
    }
  } finally {
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
  report.note(`load ${loadavg()[0]?.toFixed(1)} when it ended`);
  report.print();
  if (values.json) console.log(JSON.stringify({ figures: report.figures, notes: report.notes }));
}
