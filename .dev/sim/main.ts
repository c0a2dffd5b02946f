import { must } from '#shared/kernel/assert.ts';
import { parseFlags } from '../command/parse-flags.ts';
import { explainSeed } from '../seeded/explain-seed.ts';
import { runLanes } from '../seeded/run-lanes.ts';
import { countedThings, type RunCounts, tallied } from './counts.ts';
import { type FaultKind, faultKinds, planSeed } from './plan-seed.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { openSimPlaces } from './sim-place.ts';

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
      /** Seeds at a time, each in a database of its own: while one waits for Postgres, another has the processor. */
      lanes: { type: 'string', default: '2' },
      trace: { type: 'boolean', default: false },
    },
  },
  ['seeds', 'seconds', 'from', 'lanes'],
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
const { places, close } = await openSimPlaces(Math.max(1, Number(values.lanes)));
const began = performance.now();
const cpuBegan = process.cpuUsage();
const total = { seeds: 0, simulatedMs: 0 };
const counts: RunCounts = new Map();
const failures: SeedResult[] = [];
try {
  await runLanes(places, nextSeed(), async (place, seed) => {
    const result = await runSeed(place, { ...planSeed(seed), without }, bug);
    // The seed under way lost its database to the signal: that says nothing about the seed.
    if (stopped) return;
    total.seeds += 1;
    place.seeds += 1;
    total.simulatedMs += result.simulatedMs;
    for (const [what, times] of result.counts) tallied(counts, what, times);
    if (values.trace) console.log(result.trace.join('\n'), `\ntrace ${result.traceHash}`);
    if (place.seeds % 100 === 0) await place.tidy();
    if (total.seeds % 100 === 0) progress(seed);
    if (result.violations.length > 0) failures.push(result);
  });
  const failed = failures.toSorted((a, b) => a.plan.seed - b.plan.seed)[0];
  if (total.seeds > 0) report();
  if (failed !== undefined)
    await explainSeed(failed, {
      run: plan => runSeed(must(places[0], 'a place'), plan, bug),
      troubles: faultKinds,
      stopped: () => stopped,
      size: ({ stations, steps }) => `${stations} stations, ${steps} steps`,
    });
} finally {
  await close();
}
console.log(`${total.seeds - failures.length} passed, ${failures.length} failed`);
if (stopped) console.log('stopped before its end');
if (failures.length > 0 || stopped) process.exitCode = failures.length === 0 ? 130 : 1;

/** Hands out seed after seed, until enough were played, the time is over or one has failed. */
function nextSeed(): () => number | null {
  let seed = from;
  return () => {
    const over = seed >= from + seedsMax || performance.now() >= endsAt || failures.length > 0 || stopped;
    return over ? null : seed++;
  };
}

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
