import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { ScanAnswer } from '#shared/api/station.ts';
import type { StationId, TicketId } from '#shared/kernel/ids.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import type { CloudProcess } from '../door/cloud-process.ts';
import { pairByFile } from '../door/pair-stations.ts';
import type { Night } from '../door/seed-night.ts';
import { StationSaidNo, WarmChild } from './warm-child.ts';

export const killKinds = ['syncing', 'migrating', 'scanning'] as const;
export type KillKind = (typeof killKinds)[number];

/** A verdict that came over HTTP, and so may have opened a gate. */
export type Acknowledged = { readonly scanId: string; readonly ticketId: TicketId | null; readonly verdict: string };

export type KillsOptions = {
  readonly cloud: CloudProcess;
  readonly night: Night;
  readonly random: SeededRandom;
  readonly childFile: string;
  readonly home: string;
  readonly name: string;
  /** Tickets of this station alone, from 1 on. */
  readonly nextTicket: () => number;
  readonly mayKill: () => boolean;
  readonly killed: (kind: KillKind) => void;
};

/** How a station's night went, for the comparison afterwards. */
export type KilledStation = {
  readonly stationId: StationId;
  readonly dataDir: string;
  readonly acknowledged: readonly Acknowledged[];
  readonly flaws: readonly string[];
};

/** Kills fall anywhere within one of these. */
const windowsMs = { syncing: [200, 1000, 2000], migrating: [60], scanning: [30, 250, 800] } as const;
const migrations = path.resolve(import.meta.dirname, '../../migrations/station');

/** One station from its pairing to its last uploaded scan, killed over and over in between. */
export async function nightOfKills(options: KillsOptions): Promise<KilledStation> {
  const night = new KillNight(options);
  const stationId = await night.prepare();
  const plan = options.random.shuffle<KillKind>([
    'migrating',
    'scanning',
    'scanning',
    'scanning',
    'scanning',
    'scanning',
    'scanning',
  ]);
  for (const kind of ['syncing', 'syncing', 'syncing', ...plan] as const)
    if (options.mayKill()) await night.round(kind);
  await night.drain();
  return { stationId, dataDir: night.dataDir, acknowledged: night.acknowledged, flaws: night.flaws };
}

class KillNight {
  readonly dataDir: string;
  readonly acknowledged: Acknowledged[] = [];
  readonly flaws: string[] = [];
  readonly #options: KillsOptions;
  readonly #migrationsDir: string;
  /** Let in before the last kill: nobody may let them in again. */
  #admitted: number[] = [];
  #spare: WarmChild;

  constructor(options: KillsOptions) {
    this.#options = options;
    this.dataDir = path.join(options.home, options.name);
    this.#migrationsDir = path.join(options.home, `${options.name}-migrations`);
    this.#spare = new WarmChild(options.childFile);
  }

  async prepare(): Promise<StationId> {
    const { cloud, night, name } = this.#options;
    rmSync(this.dataDir, { recursive: true, force: true });
    rmSync(this.#migrationsDir, { recursive: true, force: true });
    mkdirSync(this.#migrationsDir, { recursive: true });
    for (const file of readdirSync(migrations).filter(file => /^\d{4}_.*\.sql$/.test(file)))
      writeFileSync(path.join(this.#migrationsDir, file), readFileSync(path.join(migrations, file)));
    return pairByFile(cloud.root, this.dataDir, cloud.url, night, { name, gate: 0 });
  }

  /** Starts, works, and is killed at a point that chance chose; where it scans, counted from the first verdict. */
  async round(kind: KillKind): Promise<void> {
    const { random, killed } = this.#options;
    const child = await this.#start(kind);
    const lastsMs = random.below(random.pick(windowsMs[kind]));
    const kill = () => setTimeout(lastsMs).then(() => child.end('SIGKILL'));
    if (kind === 'migrating') await kill();
    else if (kind === 'syncing') await Promise.all([kill(), this.#scanUntilCut(child, () => {})]);
    else {
      let killing: Promise<void> | null = null;
      const begin = () => {
        killing ??= kill();
      };
      // A door that never opens must not hold up the night; the drain will say what is wrong with it.
      const impatient = global.setTimeout(begin, 20_000);
      await this.#scanUntilCut(child, begin);
      clearTimeout(impatient);
      await killing;
    }
    if (child.fault !== null) this.flaws.push(`${kind}: ${child.fault}`);
    killed(kind);
  }

  /** What is left goes to the cloud, and the station is closed as people close it. */
  async drain(): Promise<void> {
    const child = await this.#start('scanning');
    const untilMs = performance.now() + 60_000;
    for (;;) {
      const { sync, problems } = await child.state();
      if (sync.unsent === 0 && sync.roster === 'complete') break;
      if (performance.now() > untilMs) {
        this.flaws.push(
          `a minute after the last kill ${sync.unsent} are unsent and the roster is ${sync.roster}: ${JSON.stringify(problems)}`,
        );
        break;
      }
      await setTimeout(50);
    }
    await child.end('SIGTERM');
    await this.#spare.end('SIGKILL');
  }

  async #start(kind: KillKind): Promise<WarmChild> {
    const child = this.#spare;
    this.#spare = new WarmChild(this.#options.childFile);
    if (kind === 'migrating') this.#addMigration();
    const order = { dataDir: this.dataDir, migrationsDir: this.#migrationsDir };
    await child.start(order, kind === 'migrating' ? 'starting' : 'ready');
    return child;
  }

  /** A next version of the schema, which rewrites what is dearest: every row of the journal is copied into a table beside it. */
  #addMigration(): void {
    const number = readdirSync(this.#migrationsDir).length + 1;
    const table = `journal_copy_${number}`;
    const sql = `create table ${table} as select * from journal;
      create table ticket_copy_${number} as select * from tickets;
      drop table ticket_copy_${number};
      create unique index ${table}_seq on ${table} (journal_no, seq);`;
    writeFileSync(path.join(this.#migrationsDir, `${String(number).padStart(4, '0')}_copy_the_journal.sql`), sql);
  }

  /** One scan after another until the connection is cut. */
  async #scanUntilCut(child: WarmChild, verdictCame: () => void): Promise<void> {
    const { random, night, nextTicket } = this.#options;
    const before = [...this.#admitted];
    for (;;) {
      const again = before.length > 0 && random.chance(0.2) ? random.pick(before) : null;
      const ticket = again ?? (random.chance(0.9) ? nextTicket() : null);
      const text = ticket === null ? `NOT A TICKET ${random.below(1e9)}` : night.codeOf(ticket);
      try {
        this.#acknowledge(await child.scan(text), ticket, again !== null);
        verdictCame();
      } catch (error) {
        // Before the roster's first line there is no door to scan at; anything else that has no words is the kill.
        if (!(error instanceof StationSaidNo)) return;
        if (!error.message.includes('"wrong-state"')) this.flaws.push(error.message);
        await setTimeout(5);
      }
    }
  }

  #acknowledge(answer: ScanAnswer, ticket: number | null, again: boolean): void {
    const { kind, ticketId } = answer.verdict;
    if (answer.repeated) return;
    this.acknowledged.push({ scanId: answer.scanId, ticketId, verdict: kind });
    if (kind !== 'admit' || ticket === null) return;
    if (again) this.flaws.push(`ticket ${ticket} was let in before a kill and again after it (${answer.scanId})`);
    this.#admitted.push(ticket);
  }
}
