import path from 'node:path';
import type { ScanAnswer } from '#shared/api/station.ts';
import type { EventId, OpId } from '#shared/kernel/ids.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import type { Operation } from '#shared/sync/operations.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { createStation, type StationApp } from '../../desktop/station/create-station.ts';
import { sha256Hex } from '../../desktop/station/node-platform.ts';
import type { SecretStore } from '../../desktop/station/ports.ts';
import { makeVerifyEd25519 } from '../../desktop/station/verify-ed25519.ts';
import { readStationMigrations } from '../../desktop/store/migrate.ts';
import { type OpenedStore, openStore } from '../../desktop/store/open-store.ts';
import { fetchCloud } from '../../desktop/sync/fetch-cloud.ts';
import { createSyncEngine, type SyncEngine } from '../../desktop/sync/sync-engine.ts';
import type { CountedThing } from './counts.ts';
import { type PlantedBug, withBugInClient, withBugInDriver, withBugInStore } from './planted-bugs.ts';
import type { SkewedClock } from './sim-clock.ts';
import { SimDisk, SimulatedCrash } from './sim-disk.ts';
import type { SimNet } from './sim-net.ts';

const migrations = readStationMigrations(path.resolve(import.meta.dirname, '../../migrations/station'));

/** A verdict somebody saw on the screen, and what the station knew when it gave it. */
export type Shown = { readonly answer: ScanAnswer; readonly known: ReadonlySet<OpId> };

export type SimStationOptions = {
  readonly label: string;
  readonly folder: string;
  readonly net: SimNet;
  readonly clock: SkewedClock;
  readonly random: SeededRandom;
  readonly bug: PlantedBug | null;
  readonly oldVersion: boolean;
  readonly count: (what: CountedThing) => void;
};

/** The product's station, whole: application, store and sync over a real file, with a disk, a network and a clock that misbehave. */
export class SimStation {
  readonly shown: Shown[] = [];
  readonly faults: string[] = [];
  readonly disk: SimDisk;
  /** Operations that were in a file which is gone. Those of them that had no answer may be nowhere else. */
  readonly former = new Set<OpId>();
  readonly mayBeLost = new Set<OpId>();
  readonly #options: SimStationOptions;
  readonly #secrets = new Map<string, string>();
  readonly #read = new Map<OpId, Operation>();
  readonly #readTo = new Map<string, number>();
  #opened: OpenedStore | null = null;
  #engine: SyncEngine | null = null;
  #app: StationApp | null = null;

  constructor(options: SimStationOptions) {
    this.#options = options;
    this.disk = new SimDisk(options.folder, options.bug);
    this.start();
  }

  get label(): string {
    return this.#options.label;
  }
  get net(): SimNet {
    return this.#options.net;
  }
  get clock(): SkewedClock {
    return this.#options.clock;
  }
  get oldVersion(): boolean {
    return this.#options.oldVersion;
  }
  get opened(): OpenedStore {
    if (this.#opened === null) throw new Error(`${this.label} is not running`);
    return this.#opened;
  }
  get engine(): SyncEngine {
    if (this.#engine === null) throw new Error(`${this.label} is not running`);
    return this.#engine;
  }

  start(): void {
    const { bug, clock, net, random } = this.#options;
    const opened = openStore({
      file: this.disk.file,
      migrations,
      sha256: sha256Hex,
      now: clock.now,
      randomBytes: random.bytes,
      openDatabase: withBugInDriver(bug, this.disk.open),
    });
    const sync = withBugInStore(bug, opened, () => this.disk.forgetScans());
    const report = (fault: unknown, doing: string) => {
      if (!this.disk.crashed && !isRefusal(fault)) this.faults.push(`${doing}: ${String(fault)}`);
    };
    const cloud = fetchCloud({
      fetch: net.fetch as typeof fetch,
      now: clock.now,
      timeoutMs: 600_000,
      silenceMs: 600_000,
    });
    this.#opened = opened;
    this.#engine = createSyncEngine({
      sync,
      cloud: withBugInClient(bug, cloud, random.bytes),
      secrets: this.#secretStore(),
      clock,
      randomBytes: random.bytes,
      chance: random.next,
      breathe: async () => {},
      report,
    });
    this.#app = createStation({
      store: sync.store,
      sync: this.#engine.port,
      clock,
      randomBytes: random.bytes,
      verifyEd25519: makeVerifyEd25519(),
      verifyPin: async () => false,
      screens: () => null,
      version: 'simulated',
      report,
    });
  }

  #secretStore(): SecretStore {
    return {
      read: async name => this.#secrets.get(name) ?? null,
      write: async (name, secret) => {
        this.#secrets.set(name, secret);
      },
      forget: async name => {
        this.#secrets.delete(name);
      },
    };
  }

  /** Does something that may end in a crash, after which the process starts anew from what is left on the disk. */
  async attempt(work: () => Promise<string>): Promise<string> {
    let said: string;
    try {
      said = await work();
    } catch (error) {
      if (!this.disk.crashed && !(error instanceof SimulatedCrash) && !isRefusal(error)) throw error;
      said = isRefusal(error) ? error.code : 'crash';
    }
    if (!this.disk.crashed) return said;
    this.#options.count(this.disk.diedWhen === 'before' ? 'crashes before a write' : 'crashes right after a write');
    this.lose(this.#options.random.chance(0.5));
    return `${said}, crashed`;
  }

  /** The process or the power is gone; it starts again. */
  lose(power: boolean): void {
    this.#read.clear();
    this.#readTo.clear();
    if (power) this.#options.count('power cuts');
    this.disk.loseProcess(power, this.#options.random);
    this.start();
  }

  /** The file is another one than before: what was in it and has no answer yet may be lost with it. */
  changeFile(change: () => void): { readonly missing: number } {
    const unanswered = this.#unanswered();
    for (const op of this.journalled()) this.former.add(op.opId);
    this.#read.clear();
    this.#readTo.clear();
    change();
    this.start();
    const present = new Set(this.journalled().map(op => op.opId));
    const missing = unanswered.filter(opId => !present.has(opId));
    for (const opId of missing) this.mayBeLost.add(opId);
    return { missing: missing.length };
  }

  #unanswered(): readonly OpId[] {
    const { journal } = this.opened.store;
    return journal
      .all()
      .filter(head => !head.closed)
      .flatMap(head => journal.after(head.journalNo, head.answeredSeq, 100_000).map(op => op.opId));
  }

  async post(verb: string, input: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
    const request = new Request(`http://station.test/station/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const response = await this.#app?.fetch(request);
    return { status: response?.status ?? 0, body: await response?.json() };
  }

  /** What this station knows of a ticket: mirror and journal. */
  knownScans(eventId: EventId, ticketId: string): ReadonlySet<OpId> {
    const { store } = this.opened;
    const mirrored = store.events.byId(eventId) === null ? [] : store.scans.ofTicket(eventId, ticketId as never);
    const own = this.journalled().filter(op => (op.body as { ticketId?: string }).ticketId === ticketId);
    return new Set([...mirrored.map(scan => scan.scanId), ...own.map(op => op.opId)]);
  }

  /** Every operation in its file, each once. What is in the file stays there, so only what is new is read. */
  journalled(): readonly Operation[] {
    const { journal } = this.opened.store;
    for (const head of journal.all()) {
      const key = `${head.journalId}`;
      const readTo = this.#readTo.get(key) ?? 0;
      if (head.lastSeq <= readTo) continue;
      for (const op of journal.after(head.journalNo, readTo, 100_000)) this.#read.set(op.opId, op);
      this.#readTo.set(key, head.lastSeq);
    }
    return [...this.#read.values()];
  }

  destroy(): void {
    this.disk.destroy();
  }
}
