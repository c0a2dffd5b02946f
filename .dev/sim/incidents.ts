import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { streamOf } from '../seeded/stream-of.ts';
import { tallied } from './counts.ts';
import { pair } from './pair.ts';
import { type FaultKind, planSeed } from './plan-seed.ts';
import type { SimWorld } from './run-seed.ts';
import { showVerdict } from './show-verdict.ts';
import type { SimStation } from './sim-station.ts';

type Kind = 'backup' | 'old backup' | 'damage' | 'matinee ticket' | 'matinee change';
export type Incident = { readonly step: number; readonly station: number; readonly kind: Kind };

const needs: Readonly<Record<Kind, FaultKind>> = {
  backup: 'old-backup',
  'old backup': 'old-backup',
  damage: 'damaged-file',
  'matinee ticket': 'second-event',
  'matinee change': 'second-event',
};

/**
 * What happens in some nights between two steps: a file goes bad, an old copy of one is put back, something is going on at the other event
 * of the house. By a chance of its own, so that the steps themselves are those of a night without it.
 */
export function planIncidents(seed: number): readonly Incident[] {
  // Of the whole night, also when a shrunk one ends sooner.
  const { steps, stations } = planSeed(seed);
  const random = streamOf(seed, 4);
  const half = Math.floor(steps / 2);
  const incidents: Incident[] = [];
  const station = random.below(stations);
  if (random.chance(0.4)) {
    incidents.push({ step: random.below(half), station, kind: 'backup' });
    incidents.push({ step: half + random.below(half), station, kind: 'old backup' });
  }
  if (random.chance(0.3))
    incidents.push({ step: random.below(steps), station: random.below(stations), kind: 'damage' });
  for (let n = 0; n < 4; n++) {
    const kind = random.pick(['matinee ticket', 'matinee change'] as const);
    incidents.push({ step: random.below(steps), station: random.below(stations), kind });
  }
  return incidents;
}

/** Says what, for the trace; null when that kind is left out. */
export async function happen(world: SimWorld, { station: number, kind }: Incident, random: SeededRandom) {
  const station = world.stations[number];
  if (station === undefined || !world.may(needs[kind])) return null;
  if (needs[kind] === 'second-event' && world.door.matinee === null) return null;
  return `${station.label} ${kind}: ${await acts[kind](world, random, station)}`;
}

const acts: Readonly<
  Record<Kind, (world: SimWorld, random: SeededRandom, station: SimStation) => string | Promise<string>>
> = {
  backup: ({ counts }, _random, station) => {
    station.disk.backUp();
    tallied(counts, 'backups made');
    return 'made';
  },
  'old backup': ({ counts }, _random, station) => {
    const { missing } = station.changeFile(() => station.disk.restoreBackup());
    tallied(counts, 'old backups put back');
    return `put back, ${missing} operations were nowhere else`;
  },
  damage: (world, random, station) => damage(world, random, station),
  'matinee ticket': (world, random, station) => scanOther(world, random, station),
  'matinee change': (world, random) => changeOther(world, random),
};

/** What a damaged file took with it has to be told: a recovery that calls itself complete has lost nothing. */
async function damage(world: SimWorld, random: SeededRandom, station: SimStation): Promise<string> {
  const recovery = () => station.opened.store.settings.read('recovery');
  const before = recovery()?.file;
  const { missing } = station.changeFile(() => station.disk.damage(random));
  const told = recovery();
  tallied(world.counts, 'files damaged');
  if (told === null || told.file === before) {
    if (missing > 0) station.faults.push(`a damaged file went unnoticed, and ${missing} operations with it`);
    return 'of no consequence';
  }
  tallied(world.counts, 'damaged files put aside');
  if (missing > 0 && told.complete) station.faults.push(`a complete recovery has lost ${missing} operations`);
  const again = station.opened.store.settings.read('identity') === null ? `, pairs: ${await pair(world, station)}` : '';
  return `put aside, ${told.rescued} carried over, ${missing} lost${again}`;
}

async function scanOther(world: SimWorld, random: SeededRandom, station: SimStation): Promise<string> {
  if (world.door.matinee === null) return 'no matinee';
  const ticketId = random.pick(world.door.matinee.tickets);
  tallied(world.counts, 'tickets of another event');
  return station.attempt(() => showVerdict(world, station, { text: ticketId, ticketId }));
}

async function changeOther({ cloud, door: { matinee } }: SimWorld, random: SeededRandom): Promise<string> {
  if (matinee === null) return 'no matinee';
  const number = random.below(matinee.tickets.length);
  const ticketId = matinee.tickets[number];
  const state = random.pick(['cancelled', 'refunded', 'valid'] as const);
  if (ticketId !== undefined) await cloud.setTicketState(matinee, ticketId, state);
  return `m${number} ${state}`;
}
