import { parseFlags } from '../command/parse-flags.ts';
import { explainSeed } from '../seeded/explain-seed.ts';
import { countedThings, type RunCounts, tallied } from './counts.ts';
import { type FaultKind, faultKinds, planSeed } from './plan-seed.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { openSimPlace } from './sim-place.ts';

/**
 * `npm run sim -- --seeds 100 --from 1`, or `--seconds 60` of fresh seeds; `--trace` prints each step, `--bug NAME` plants a mistake,
 * `--without damaged-file,old-backup` leaves kinds of faults out.
 */
const { values } = parseFlags(
  {
    options: {
      seeds: { type: 'string' },
      seconds: { type: 'string' },
      from: { type: 'string' },
      bug: { type: 'string' },
      without: { type: 'string', default: '' },
      trace: { type: 'boolean', default: false },
    },
  },
  ['seeds', 'seconds', 'from'],
);
const bug = values.bug === undefined ? null : (values.bug as PlantedBug);
if (bug !== null && !(bug in plantedBugs)) throw new Error(`bugs: ${Object.keys(plantedBugs).join(', ')}`);
const without = values.without.split(',').filter(name => name !== '') as FaultKind[];
for (const name of without) if (!faultKinds.includes(name)) throw new Error(`kinds: ${faultKinds.join(', ')}`);
const from = Number(values.from ?? (values.seconds === undefined ? 1 : Math.floor(Date.now() / 1000)));
const seedsMax = Number(values.seeds ?? (values.seconds === undefined ? 100 : Number.MAX_SAFE_INTEGER));
const endsAt = performance.now() + Number(values.seconds ?? 86_400) * 1_000;

let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopped = true;
  });
const place = await openSimPlace();
const began = performance.now();
const cpuBegan = process.cpuUsage();
const total = { seeds: 0, simulatedMs: 0 };
const counts: RunCounts = new Map();
let failed: SeedResult | null = null;
try {
  for (let seed = from; seed < from + seedsMax && performance.now() < endsAt && failed === null && !stopped; seed++) {
    const result = await runSeed(place, { ...planSeed(seed), without }, bug);
    // The seed under way lost its database to the signal: that says nothing about the seed.
    if (stopped) break;
    total.seeds += 1;
    total.simulatedMs += result.simulatedMs;
    for (const [what, times] of result.counts) tallied(counts, what, times);
    if (values.trace) console.log(result.trace.join('\n'), `\ntrace ${result.traceHash}`);
    if (total.seeds % 100 === 0) {
      await place.tidy();
      progress(seed);
    }
    if (result.violations.length > 0) failed = result;
  }
  if (total.seeds > 0) report();
  if (failed !== null)
    await explainSeed(failed, {
      run: plan => runSeed(place, plan, bug),
      troubles: faultKinds,
      stopped: () => stopped,
      size: ({ stations, steps }) => `${stations} stations, ${steps} steps`,
    });
} finally {
  await place.close();
}
console.log(`${total.seeds - (failed === null ? 0 : 1)} passed, ${failed === null ? 0 : 1} failed`);
if (stopped) console.log('stopped before its end');
if (failed !== null || stopped) process.exitCode = failed === null ? 130 : 1;

function progress(seed: number): void {
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `${total.seeds} seeds, up to ${seed}, in ${seconds.toFixed(0)} s: ${((total.seeds / seconds) * 60).toFixed(0)} a minute`,
  );
}

function report(): void {
  const minutes = (performance.now() - began) / 60_000;
  const cpu = process.cpuUsage(cpuBegan);
  const cpuMs = (cpu.user + cpu.system) / 1_000 / total.seeds;
  console.log(
    `simulation: ${total.seeds} seeds from ${from}, ${(total.seeds / minutes).toFixed(0)} a minute, ${(total.simulatedMs / 3_600_000).toFixed(0)} simulated hours, ${cpuMs.toFixed(0)} ms of processor a seed beside Postgres`,
  );
  console.log(`of which: ${countedThings.map(what => `${counts.get(what) ?? 0} ${what}`).join(', ')}`);
}
