import { mintId, type TicketId } from '#shared/kernel/ids.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { redeemTicket } from '../../cloud/services/scans/redeem-ticket.ts';
import { revokeStation } from '../../cloud/services/stations/revoke-station.ts';
import { tallied } from './counts.ts';
import { inCloud } from './in-cloud.ts';
import { pair } from './pair.ts';
import type { SimDoor } from './plan-door.ts';
import type { FaultKind } from './plan-seed.ts';
import { pullAll } from './pull-all.ts';
import type { SimWorld } from './run-seed.ts';
import { showVerdict } from './show-verdict.ts';
import type { SimStation } from './sim-station.ts';

type Action = {
  readonly name: string;
  readonly weight: number;
  readonly needs?: FaultKind;
  readonly act: (world: SimWorld, random: SeededRandom, station: SimStation) => Promise<string>;
};

/** One thing happens somewhere; says what, for the trace. */
export async function takeStep(world: SimWorld, random: SeededRandom): Promise<string> {
  world.clock.advance(500 + random.below(90_000));
  const station = random.pick(world.stations);
  let pick = random.below(totalWeight);
  const action = actions.find(candidate => {
    pick -= candidate.weight;
    return pick < 0;
  });
  if (action === undefined) throw new Error('weights add up');
  if (action.needs !== undefined && !world.may(action.needs)) return `(${action.name} left out)`;
  return `${station.label} ${action.name}: ${await action.act(world, random, station)}`;
}

const actions: readonly Action[] = [
  { name: 'scan', weight: 40, act: (world, random, station) => station.attempt(() => scan(world, random, station)) },
  { name: 'push', weight: 14, act: (_world, _random, station) => station.attempt(() => station.engine.pushStep()) },
  {
    name: 'pull',
    weight: 14,
    act: ({ door }, _random, station) =>
      station.attempt(async () => {
        const said = await pullAll(door, station);
        station.engine.upkeepStep();
        return said;
      }),
  },
  { name: 'hello', weight: 3, act: (_world, _random, station) => station.attempt(() => station.engine.helloStep()) },
  {
    name: 'undo',
    weight: 5,
    needs: 'undo',
    act: (world, random, station) => station.attempt(() => undo(world, random, station)),
  },
  {
    name: 'crash ahead',
    weight: 5,
    needs: 'crash',
    act: async (_world, random, station) => {
      station.disk.crash = { writesLeft: 1 + random.below(14), when: random.pick(['before', 'after']) };
      return `${station.disk.crash.when} ${station.disk.crash.writesLeft}`;
    },
  },
  {
    name: 'power cut',
    weight: 4,
    needs: 'power-cut',
    act: async (_world, _random, station) => {
      station.lose(true);
      return 'started again';
    },
  },
  {
    name: 'disk full',
    weight: 3,
    needs: 'disk-full',
    act: async ({ counts }, _random, station) => {
      station.disk.setFull(!station.disk.full);
      if (station.disk.full) tallied(counts, 'disks full');
      return String(station.disk.full);
    },
  },
  {
    name: 'link up lost',
    weight: 3,
    needs: 'link-up',
    act: async (world, _r, station) => toggle(world, station, 'up'),
  },
  {
    name: 'link down lost',
    weight: 3,
    needs: 'link-down',
    act: async (world, _r, station) => toggle(world, station, 'down'),
  },
  {
    name: 'flaky',
    weight: 3,
    needs: 'flaky',
    act: async (_world, random, station) => {
      station.net.faults.flaky = random.pick([0, 0, 0.2, 0.5]);
      return String(station.net.faults.flaky);
    },
  },
  {
    name: 'late message',
    weight: 4,
    needs: 'late',
    act: async (_world, _random, station) => String(await station.net.deliverLate()),
  },
  {
    name: 'cloud crash ahead',
    weight: 3,
    needs: 'cloud-crash',
    act: async ({ cloud }, random) => {
      cloud.pool.fault = { statementsLeft: 1 + random.below(24), when: random.pick(['before', 'after']) };
      return `${cloud.pool.fault.when} ${cloud.pool.fault.statementsLeft}`;
    },
  },
  {
    name: 'clock set',
    weight: 2,
    needs: 'clock',
    act: async ({ counts }, random, station) => {
      tallied(counts, 'clocks set');
      station.clock.offsetMs += random.pick([-3_600_000, -5_000, 5_000, 3_600_000]);
      return String(station.clock.offsetMs);
    },
  },
  { name: 'revoke', weight: 1, needs: 'revoke', act: (world, _random, station) => revoke(world, station) },
  {
    name: 'pair again',
    weight: 2,
    needs: 'revoke',
    act: async (world, _random, station) => {
      if (station.opened.store.settings.read('identity')?.revoked !== true) return 'not needed';
      tallied(world.counts, 'pairings anew');
      return pair(world, station);
    },
  },
  {
    name: 'void or restore',
    weight: 4,
    needs: 'void',
    act: async ({ cloud, counts, door, voided }, random) => {
      tallied(counts, 'voids and restores');
      const [known] = voided.slice(-1);
      // Half the time somebody finds that the last one was a mistake.
      if (known !== undefined && random.chance(0.5)) {
        voided.pop();
        await cloud.setTicketState(door, known, 'valid');
        return `t${door.tickets.indexOf(known)} restored`;
      }
      const ticketId = random.pick(door.tickets);
      voided.push(ticketId);
      await cloud.setTicketState(door, ticketId, random.pick(['cancelled', 'refunded'] as const));
      return `t${door.tickets.indexOf(ticketId)} void`;
    },
  },
  { name: 'sell', weight: 1, act: (world, random) => sell(world, random) },
  { name: 'redeem', weight: 3, needs: 'redeem', act: (world, random) => redeem(world, random) },
];
const totalWeight = actions.reduce((sum, action) => sum + action.weight, 0);

async function scan(world: SimWorld, random: SeededRandom, station: SimStation): Promise<string> {
  const { door } = world;
  const ticketId = random.pick(door.tickets);
  const unknown = random.chance(0.05);
  const wantsOut = entryModeAt(door, station) === 're-entry' && random.chance(0.3);
  const verify = random.chance(0.05);
  const mode = station.opened.store.settings.read('mode') ?? { direction: 'in', verify: false };
  const direction = wantsOut ? 'out' : 'in';
  if (mode.direction !== direction || mode.verify !== verify) await station.post('setMode', { direction, verify });
  const said = await showVerdict(world, station, { text: unknown ? 'NOT-OURS' : ticketId, ticketId });
  return `t${door.tickets.indexOf(ticketId)} ${direction} ${said}`;
}

/** Where the station stands; nowhere in particular is at the main entrance. */
function entryModeAt({ entryMode, lounge }: SimDoor, station: SimStation): SimDoor['entryMode'] {
  const gateId = station.opened.store.settings.read('identity')?.scope.gateId ?? null;
  return lounge !== null && gateId === lounge.gateId ? lounge.entryMode : entryMode;
}

async function undo({ counts }: SimWorld, random: SeededRandom, station: SimStation): Promise<string> {
  const admitted = station.shown.filter(({ answer }) => answer.verdict.kind === 'admit' && !answer.verify);
  const last = admitted.slice(-3);
  if (last.length === 0) return 'nothing';
  const { answer } = random.pick(last);
  const { status, body } = await station.post('undo', { scanId: answer.scanId, reason: 'wrong person' });
  if (status === 200) tallied(counts, 'undos');
  return status === 200 ? 'done' : `${(body as { error?: { code?: string } }).error?.code}`;
}

function toggle({ counts }: SimWorld, station: SimStation, way: 'up' | 'down'): string {
  station.net.faults[way] = !station.net.faults[way];
  if (station.net.faults[way]) tallied(counts, 'links down one way');
  return String(station.net.faults[way]);
}

async function revoke({ cloud, counts, door }: SimWorld, station: SimStation): Promise<string> {
  const identity = station.opened.store.settings.read('identity');
  if (identity === null || identity.revoked) return 'nothing';
  tallied(counts, 'revocations');
  return inCloud(() => revokeStation(cloud.ctx(door.orgId), identity.scope.stationId).then(told => told.state));
}

async function sell({ cloud, door }: SimWorld, random: SeededRandom): Promise<string> {
  const ticketId: TicketId = mintId('TicketId', random.bytes);
  await cloud.addTickets(door, [ticketId]);
  door.tickets.push(ticketId);
  return `t${door.tickets.length - 1}`;
}

async function redeem({ cloud, counts, door, redeemed }: SimWorld, random: SeededRandom): Promise<string> {
  const scanId = mintId('OpId', random.bytes);
  const ticketId = random.pick(door.tickets);
  return inCloud(async () => {
    const ctx = cloud.ctx(door.orgId);
    const told = await redeemTicket(ctx, door.eventId, { scanId, checkpointId: door.checkpointId, ticketId });
    redeemed.set(scanId, told.verdict.kind);
    tallied(counts, 'redeemed in the cloud');
    return `t${door.tickets.indexOf(ticketId)} ${told.verdict.kind} ${told.verdict.rule}`;
  });
}
