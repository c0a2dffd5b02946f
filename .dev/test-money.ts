import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { loadContract } from '#fixtures/simulators/stripe/schema/contract.ts';
import { parseFlags } from './command/parse-flags.ts';
import { type MoneyPlace, openMoneyPlace } from './money/money-place.ts';
import { type MoneyPlan, planSeed, troubles } from './money/plan-seed.ts';
import { type PlantedBug, plantedBugs } from './money/planted-bugs.ts';
import { report } from './money/report.ts';
import { runSeed, type SeedResult } from './money/run-seed.ts';
import { throwAwayDatabases } from './postgres/throw-away-databases.ts';
import { explainSeed, tellViolations } from './seeded/explain-seed.ts';
import { runLanes } from './seeded/run-lanes.ts';

/** `npm run test:money -- --orders 500 --from 1`; `--seeds N` instead of orders; `--trace` prints each step, `--bug NAME` plants a mistake. */
const { values } = parseFlags(
  {
    options: {
      orders: { type: 'string', default: '500' },
      seeds: { type: 'string' },
      seconds: { type: 'string', default: '600' },
      from: { type: 'string' },
      bug: { type: 'string' },
      without: { type: 'string', default: '' },
      steps: { type: 'string' },
      /** Seeds at a time, each in a database of its own: while one waits for Postgres, another has the processor. */
      lanes: { type: 'string', default: '3' },
      trace: { type: 'boolean', default: false },
      shrink: { type: 'boolean', default: true },
      'keep-going': { type: 'boolean', default: false },
      contract: { type: 'boolean', default: true },
    },
    allowNegative: true,
  },
  ['orders', 'seeds', 'seconds', 'from', 'steps', 'lanes'],
);
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
const places: MoneyPlace[] = [];
const began = performance.now();
const cpuBegan = process.cpuUsage();
const results: SeedResult[] = [];
let failed: SeedResult | null = null;
try {
  for (let lane = 0; lane < Number(values.lanes); lane++) {
    const database = await databases.create();
    const pools = { root: database.pool('postgres'), app: database.pool('foyer_app') };
    places.push(await openMoneyPlace(pools, contract));
  }
  await runLanes(places, nextPlan(), async (place, plan) => {
    const result = await runSeed(place, plan, bug);
    results.push(result);
    if (values.trace) console.log(result.trace.join('\n'), `\ntrace ${result.traceHash}`);
    if (result.violations.length === 0) return;
    if (values['keep-going']) tell(result);
    else failed ??= result;
  });
  results.sort((a, b) => a.plan.seed - b.plan.seed);
  const cpu = process.cpuUsage(cpuBegan);
  console.log(report(results, { ms: performance.now() - began, cpuMs: (cpu.user + cpu.system) / 1_000 }));
  if (failed !== null) await explain(failed);
} finally {
  for (const place of places) await place.close();
  await databases.stop();
}
const failures = results.filter(({ violations }) => violations.length > 0).length;
console.log(`${results.length - failures} passed, ${failures} failed`);
if (stopped) console.log('stopped before its end');
if (failures > 0 || stopped) process.exitCode = failures === 0 ? 130 : 1;

/** Hands out seeds in order until there are orders enough, or time is up, or one failed. */
function nextPlan(): () => MoneyPlan | null {
  const endsAt = began + Number(values.seconds) * 1_000;
  const without = troubles.filter(trouble => values.without.split(',').includes(trouble));
  let seed = from;
  return () => {
    const orders = results.reduce((sum, { counts }) => sum + counts.orders, 0);
    const enough = orders >= ordersMin || seed >= from + seedsMax || performance.now() > endsAt;
    if (enough || failed !== null || stopped) return null;
    const plan = planSeed(seed++);
    return { ...plan, without, steps: Number(values.steps ?? plan.steps) };
  };
}

function tell(result: SeedResult): void {
  console.log(`\nseed ${result.plan.seed} breaks:`);
  tellViolations(result.violations);
}

async function explain(result: SeedResult): Promise<void> {
  const [place] = places;
  if (!values.shrink || place === undefined) return tell(result);
  await explainSeed(result, {
    run: plan => runSeed(place, plan, bug),
    troubles,
    stopped: () => stopped,
    size: ({ steps }) => `${steps} steps`,
  });
}
