import { createHash } from 'node:crypto';
import path from 'node:path';
import type { TicketId } from '#shared/kernel/ids.ts';
import { streamOf } from '../seeded/stream-of.ts';
import { tellAll } from '../seeded/tell-all.ts';
import { checkInvariants, type Violation } from './check-invariants.ts';
import { type CountedThing, type RunCounts, tallied } from './counts.ts';
import { drain } from './drain.ts';
import { happen, planIncidents } from './incidents.ts';
import { pair } from './pair.ts';
import type { SimDoor } from './plan-door.ts';
import type { FaultKind, SeedPlan } from './plan-seed.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { pullAll } from './pull-all.ts';
import { SimClock, SkewedClock } from './sim-clock.ts';
import type { SimCloud } from './sim-cloud.ts';
import { SimNet } from './sim-net.ts';
import { SimStation } from './sim-station.ts';
import { takeStep } from './take-step.ts';

export type SimWorld = {
  readonly plan: SeedPlan;
  readonly clock: SimClock;
  readonly cloud: SimCloud;
  readonly door: SimDoor;
  readonly stations: readonly SimStation[];
  /** Scans that were redeemed in the cloud, with what came of them. */
  readonly redeemed: Map<string, string>;
  /** Tickets that were cancelled or refunded, the latest last. */
  readonly voided: TicketId[];
  /** How often each thing happened. */
  readonly counts: RunCounts;
  readonly may: (kind: FaultKind) => boolean;
};
export type SeedResult = {
  readonly plan: SeedPlan;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly traceHash: string;
  readonly simulatedMs: number;
  readonly counts: RunCounts;
};
export type SimPlace = { readonly cloud: SimCloud; readonly folder: string };

/** One run: a pure function of the code, the plan and the planted bug. */
export async function runSeed(place: SimPlace, plan: SeedPlan, bug: PlantedBug | null): Promise<SeedResult> {
  const clock = new SimClock();
  const { cloud } = place;
  cloud.begin(clock, streamOf(plan.seed, 1));
  const counts: RunCounts = new Map();
  const may: SimWorld['may'] = kind => !plan.without.includes(kind);
  const scene = streamOf(plan.seed, 3);
  const door = await cloud.makeDoor({
    ...plan,
    secondCheckpoint: scene.chance(0.3) && may('second-checkpoint'),
    secondEvent: scene.chance(0.3) && may('second-event'),
  });
  const world: SimWorld = {
    plan,
    clock,
    cloud,
    door,
    stations: [],
    redeemed: new Map(),
    voided: [],
    counts,
    may,
  };
  const trace: string[] = [];
  const stations = world.stations as SimStation[];
  const startedMs = clock.ms;
  try {
    for (let index = 0; index < plan.stations; index++) stations.push(makeStation(world, place.folder, index, bug));
    for (const station of stations) trace.push(`${station.label} pairs: ${await pair(world, station)}`);
    const incidents = planIncidents(plan.seed);
    for (let step = 0; step < plan.steps; step++) {
      trace.push(`${step} ${await takeStep(world, streamOf(plan.seed, 1_000 + step))}`);
      for (const incident of incidents.filter(known => known.step === step)) {
        const said = await happen(world, incident, streamOf(plan.seed, 100_000 + step));
        if (said !== null) trace.push(`${step} ${said}`);
      }
    }
    trace.push(...(await heal(world)));
    const { violations, conflicts } = await checkInvariants(world);
    return resultOf(world, violations, trace, conflicts, startedMs);
  } catch (error) {
    // Nothing that is thrown this far is expected: it is told with its seed and its trace like any other broken promise.
    const what = tellAll(error);
    return resultOf(world, [{ invariant: thrown, what }], trace, 0, startedMs);
  } finally {
    for (const station of stations) station.destroy();
    await cloud.forget(door.orgId);
  }
}

/** The invariant of a run that threw something. */
export const thrown = 'fault thrown';

function resultOf(
  { plan, clock, cloud, door, stations, counts }: SimWorld,
  violations: readonly Violation[],
  trace: readonly string[],
  conflicts: number,
  startedMs: number,
): SeedResult {
  tallied(counts, 'crashes of the cloud', cloud.pool.cut);
  tallied(counts, 'conflicts told', conflicts);
  tallied(counts, 'nights with two checkpoints', door.lounge === null ? 0 : 1);
  tallied(counts, 'nights with two events', door.matinee === null ? 0 : 1);
  tallied(counts, 'stations one version older', stations.filter(station => station.oldVersion).length);
  return {
    plan,
    violations,
    trace: [...trace, `conflicts: ${conflicts}`],
    traceHash: createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16),
    simulatedMs: clock.ms - startedMs,
    counts,
  };
}

function makeStation(world: SimWorld, folder: string, index: number, bug: PlantedBug | null): SimStation {
  const { plan, clock, cloud } = world;
  const random = streamOf(plan.seed, 10 + index);
  const hour = 3_600_000;
  const wrong = world.may('clock') && random.chance(0.4);
  const offsetMs = wrong ? random.pick([-11 * hour, -hour, -60_000, 60_000, hour, 11 * hour]) : 0;
  if (wrong) tallied(world.counts, 'clocks wrong from the start');
  const count = (what: CountedThing) => tallied(world.counts, what);
  const skewed = new SkewedClock(clock, offsetMs, random.below(400) - 200);
  const oldVersion = world.may('old-version') && index > 0 && random.chance(0.3);
  return new SimStation({
    label: `s${index}`,
    folder: path.join(folder, `${plan.seed}-${index}`),
    net: new SimNet(cloud, { random: streamOf(plan.seed, 20 + index), tick: clock.advance, oldVersion, count }),
    clock: skewed,
    random,
    bug,
    oldVersion,
    count,
  });
}

/** Everything works again: what is late arrives, every queue drains. */
async function heal(world: SimWorld): Promise<string[]> {
  const { stations, cloud, door } = world;
  cloud.pool.fault = null;
  for (const station of stations) {
    Object.assign(station.net.faults, { up: false, down: false, flaky: 0 });
    station.disk.crash = null;
    if (station.disk.full) station.disk.setFull(false);
    for (const _late of [...station.net.late]) await station.net.deliverLate();
  }
  const said: string[] = [];
  // Twice round, so that everybody hears what the last one sent.
  for (let round = 0; round < 2; round++)
    for (const station of stations) {
      const { engine } = station;
      const hello = await engine.helloStep();
      const push = await drain(() => engine.pushStep());
      const pull = await pullAll(door, station);
      while (engine.upkeepStep() === 'worked');
      said.push(`heal ${station.label}: ${hello} ${push} ${pull}`);
    }
  return said;
}
