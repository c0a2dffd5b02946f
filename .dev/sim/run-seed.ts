import { createHash } from 'node:crypto';
import path from 'node:path';
import type { TicketId } from '#shared/kernel/ids.ts';
import { streamOf } from '../seeded/stream-of.ts';
import { checkInvariants, type Violation } from './check-invariants.ts';
import { drain } from './drain.ts';
import { pair } from './pair.ts';
import type { FaultKind, SeedPlan } from './plan-seed.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { SimClock, SkewedClock } from './sim-clock.ts';
import type { SimCloud, SimDoor } from './sim-cloud.ts';
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
  readonly counts: RunCounts;
  readonly may: (kind: FaultKind) => boolean;
};
export type RunCounts = {
  scans: number;
  crashes: number;
  lostMessages: number;
  lateMessages: number;
  cloudCrashes: number;
};
export type SeedResult = {
  readonly plan: SeedPlan;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly traceHash: string;
  readonly simulatedMs: number;
  readonly counts: RunCounts;
  readonly conflicts: number;
};
export type SimPlace = { readonly cloud: SimCloud; readonly folder: string };

/** One run: a pure function of the code, the plan and the planted bug. */
export async function runSeed(place: SimPlace, plan: SeedPlan, bug: PlantedBug | null): Promise<SeedResult> {
  const clock = new SimClock();
  const { cloud } = place;
  cloud.begin(clock, streamOf(plan.seed, 1));
  const door = await cloud.makeDoor(plan);
  const world: SimWorld = {
    plan,
    clock,
    cloud,
    door,
    stations: [],
    redeemed: new Map(),
    voided: [],
    counts: { scans: 0, crashes: 0, lostMessages: 0, lateMessages: 0, cloudCrashes: 0 },
    may: kind => !plan.without.includes(kind),
  };
  const trace: string[] = [];
  const stations = world.stations as SimStation[];
  const startedMs = clock.ms;
  try {
    for (let index = 0; index < plan.stations; index++) stations.push(makeStation(world, place.folder, index, bug));
    for (const station of stations) trace.push(`${station.label} pairs: ${await pair(world, station)}`);
    for (let step = 0; step < plan.steps; step++)
      trace.push(`${step} ${await takeStep(world, streamOf(plan.seed, 1_000 + step))}`);
    trace.push(...(await heal(world)));
    const { violations, conflicts } = await checkInvariants(world);
    return resultOf(world, violations, trace, conflicts, startedMs);
  } catch (error) {
    // Nothing that is thrown this far is expected: it is told with its seed and its trace like any other broken promise.
    const what = error instanceof Error ? `${error.stack} ${String(error.cause ?? '')}` : String(error);
    return resultOf(world, [{ invariant: thrown, what }], trace, 0, startedMs);
  } finally {
    for (const station of stations) station.destroy();
    await cloud.forget(door.orgId);
  }
}

/** The invariant of a run that threw something. */
export const thrown = 'fault thrown';

function resultOf(
  { plan, clock, cloud, stations, counts }: SimWorld,
  violations: readonly Violation[],
  trace: readonly string[],
  conflicts: number,
  startedMs: number,
): SeedResult {
  for (const station of stations) {
    counts.crashes += station.crashes;
    counts.lostMessages += station.net.log.length;
  }
  counts.cloudCrashes = cloud.pool.cut;
  return {
    plan,
    violations,
    trace: [...trace, `conflicts: ${conflicts}`],
    traceHash: createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16),
    simulatedMs: clock.ms - startedMs,
    counts,
    conflicts,
  };
}

function makeStation(world: SimWorld, folder: string, index: number, bug: PlantedBug | null): SimStation {
  const { plan, clock, cloud } = world;
  const random = streamOf(plan.seed, 10 + index);
  const hour = 3_600_000;
  const wrong = world.may('clock') && random.chance(0.4);
  const offsetMs = wrong ? random.pick([-11 * hour, -hour, -60_000, 60_000, hour, 11 * hour]) : 0;
  const skewed = new SkewedClock(clock, offsetMs, random.below(400) - 200);
  const oldVersion = world.may('old-version') && index > 0 && random.chance(0.3);
  return new SimStation({
    label: `s${index}`,
    folder: path.join(folder, `${plan.seed}-${index}`),
    net: new SimNet(cloud, streamOf(plan.seed, 20 + index), clock.advance, oldVersion),
    clock: skewed,
    random,
    bug,
    oldVersion,
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
      const pull = await drain(() => engine.pullStep(door.eventId));
      while (engine.upkeepStep() === 'worked');
      said.push(`heal ${station.label}: ${hello} ${push} ${pull}`);
    }
  return said;
}
