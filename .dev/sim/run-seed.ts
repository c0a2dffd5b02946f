import { createHash } from 'node:crypto';
import path from 'node:path';
import type { TicketId } from '#shared/kernel/ids.ts';
import { approvePairing } from '../../cloud/services/stations/approve-pairing.ts';
import { checkInvariants, type Violation } from './check-invariants.ts';
import { type FaultKind, type SeedPlan, streamOf } from './plan-seed.ts';
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
    const checked = await checkInvariants(world);
    for (const station of stations) {
      world.counts.crashes += station.crashes;
      world.counts.lostMessages += station.net.log.length;
    }
    world.counts.cloudCrashes = cloud.pool.cut;
    return {
      plan,
      violations: checked.violations,
      trace: [...trace, `conflicts: ${checked.conflicts}`],
      traceHash: createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16),
      simulatedMs: clock.ms - startedMs,
      counts: world.counts,
      conflicts: checked.conflicts,
    };
  } finally {
    for (const station of stations) station.destroy();
    await cloud.forget(door.orgId);
  }
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
    net: new SimNet(cloud.app, streamOf(plan.seed, 20 + index), clock.advance, oldVersion),
    clock: skewed,
    random,
    bug,
    oldVersion,
  });
}

/** Asked for, approved, collected, downloaded. */
export async function pair(world: SimWorld, station: SimStation): Promise<string> {
  const { door, cloud } = world;
  return station.attempt(async () => {
    await station.engine.port.startPairing({ cloudUrl: 'http://cloud.test', stationName: station.label });
    const code = station.opened.store.settings.read('pairing')?.code ?? '';
    const gateId = door.gateIds[Number(station.label.slice(1)) % door.gateIds.length] ?? null;
    await approvePairing(cloud.ctx(door.orgId), {
      code,
      eventIds: [door.eventId],
      gate: gateId === null ? null : { eventId: door.eventId, gateId },
    });
    const said = await station.engine.pairStep();
    await station.engine.helloStep();
    await drain(() => station.engine.pullStep(door.eventId));
    return said;
  });
}

export async function drain(step: () => Promise<string>): Promise<string> {
  for (let turn = 0; turn < 60; turn++) {
    const said = await step();
    if (said !== 'worked') return said;
  }
  return 'endless';
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
