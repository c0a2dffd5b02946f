import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadContract } from '#fixtures/simulators/stripe/schema/contract.ts';
import { throwAwayDatabases } from './isolation-databases.ts';
import { openMoneyPlace } from './money/money-place.ts';
import { planSeed, troubles } from './money/plan-seed.ts';
import { type PlantedBug, plantedBugs } from './money/planted-bugs.ts';
import { report } from './money/report.ts';
import { runSeed, type SeedResult } from './money/run-seed.ts';
import { shrink } from './money/shrink.ts';

/** `npm run test:money -- --orders 500 --from 1`; `--seeds N` instead of orders; `--trace` prints each step, `--bug NAME` plants a mistake. */
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '500' },
    seeds: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    from: { type: 'string' },
    bug: { type: 'string' },
    without: { type: 'string', default: '' },
    steps: { type: 'string' },
    trace: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: true },
    'keep-going': { type: 'boolean', default: false },
    contract: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const bug = values.bug === undefined ? null : (values.bug as PlantedBug);
if (bug !== null && !(bug in plantedBugs)) throw new Error(`bugs: ${Object.keys(plantedBugs).join(', ')}`);
const from = Number(values.from ?? Math.floor(Date.now() / 1000));
const ordersMin = values.seeds === undefined ? Number(values.orders) : Number.MAX_SAFE_INTEGER;
const seedsMax = Number(values.seeds ?? Number.MAX_SAFE_INTEGER);

let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopped = true;
  });
const root = path.resolve(import.meta.dirname, '..');
const cache = path.join(root, '.cache', 'stripe-contract');
mkdirSync(cache, { recursive: true });
const contract = values.contract ? await loadContract(cache) : null;
const databases = await throwAwayDatabases(path.join(root, 'migrations/cloud'));
const database = await databases.create();
const place = await openMoneyPlace({ root: database.pool('postgres'), app: database.pool('foyer_app') }, contract);
const began = performance.now();
const cpuBegan = process.cpuUsage();
const results: SeedResult[] = [];
let failed: SeedResult | null = null;
try {
  let orders = 0;
  const endsAt = began + Number(values.seconds) * 1_000;
  for (let seed = from; orders < ordersMin && results.length < seedsMax && failed === null && !stopped; seed++) {
    if (performance.now() > endsAt) break;
    const result = await runSeed(place, planFor(seed), bug);
    results.push(result);
    orders += result.counts.orders;
    if (values.trace) console.log(result.trace.join('\n'), `\ntrace ${result.traceHash}`);
    if (result.violations.length === 0) continue;
    if (values['keep-going']) tell(result);
    else failed = result;
  }
  const cpu = process.cpuUsage(cpuBegan);
  console.log(report(results, { ms: performance.now() - began, cpuMs: (cpu.user + cpu.system) / 1_000 }));
  if (failed !== null) await explain(failed);
} finally {
  await place.close();
  await database.drop();
  await databases.stop();
}
const failures = results.filter(({ violations }) => violations.length > 0).length;
console.log(`${results.length - failures} passed, ${failures} failed`);
if (stopped) console.log('stopped before its end');
if (failures > 0 || stopped) process.exitCode = failures === 0 ? 130 : 1;

function planFor(seed: number) {
  const plan = planSeed(seed);
  const without = troubles.filter(trouble => values.without.split(',').includes(trouble));
  return { ...plan, without, ...(values.steps === undefined ? {} : { steps: Number(values.steps) }) };
}

function tell(result: SeedResult): void {
  console.log(`\nseed ${result.plan.seed} breaks:`);
  for (const what of new Set(result.violations.map(each => `  ${each.invariant}: ${each.what}`))) console.log(what);
}

async function explain(result: SeedResult): Promise<void> {
  tell(result);
  const again = await runSeed(place, result.plan, bug);
  console.log(`again with the same seed: ${again.traceHash === result.traceHash ? 'the same run' : 'ANOTHER RUN'}`);
  if (!values.shrink) return;
  const small = await shrink(
    result.plan,
    async plan => !stopped && (await runSeed(place, plan, bug)).violations.length > 0,
  );
  const last = await runSeed(place, small, bug);
  console.log(
    `shrunk to ${small.steps} steps, without ${small.without.join(', ') || 'nothing'} of ${troubles.length} troubles:`,
  );
  console.log(last.trace.map(line => `  ${line}`).join('\n'));
  for (const { invariant, what } of last.violations) console.log(`  ${invariant}: ${what}`);
}
