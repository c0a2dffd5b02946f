import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { createStation } from '../station/create-station.ts';
import type { SecretStore } from '../station/ports.ts';
import { makeVerifyEd25519 } from '../station/verify-ed25519.ts';
import type { OpenedStore, OpenStoreOptions } from '../store/open-store.ts';
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine.ts';
import { FakeCloud } from './fake-cloud.ts';
import {
  openTestStore,
  someTickets,
  type TestClock,
  temporaryFolder,
  testClock,
  testEvent,
  testScope,
} from './station-world.ts';

export type Answer = { readonly status: number; readonly body: unknown };
export type SyncedStation = {
  readonly cloud: FakeCloud;
  readonly clock: TestClock;
  readonly folder: string;
  readonly secrets: SecretStore;
  opened: OpenedStore;
  engine: SyncEngine;
  readonly post: (verb: string, input: unknown) => Promise<Answer>;
  /** Pairs, and downloads until there is nothing more to do. */
  readonly pair: () => Promise<void>;
  readonly pullAll: () => Promise<void>;
  readonly pushAll: () => Promise<void>;
  /** As after a crash: the file is opened anew, memory is gone. */
  readonly restart: (over?: Partial<OpenStoreOptions>) => void;
} & Disposable;

/** A station with its sync engine over a real file and a cloud in memory; every step is made by hand. */
export function syncedStation(
  over: { readonly event?: DoorEvent; readonly tickets?: readonly MirrorTicket[] } = {},
): SyncedStation {
  const place = temporaryFolder();
  const clock = testClock();
  const random = seededRandom(11);
  const kept = new Map<string, string>();
  const secrets: SecretStore = {
    read: async name => kept.get(name) ?? null,
    write: async (name, secret) => {
      kept.set(name, secret);
    },
    forget: async name => {
      kept.delete(name);
    },
  };
  const cloud = new FakeCloud(over.event ?? testEvent(), over.tickets ?? someTickets(10), testScope, clock);
  const start = (options?: Partial<OpenStoreOptions>) => {
    const opened = openTestStore(place.folder, { randomBytes: random.bytes, ...options });
    const engine = createSyncEngine({
      sync: opened,
      cloud: cloud.client,
      secrets,
      clock,
      randomBytes: random.bytes,
      chance: random.next,
      breathe: async () => {},
      report: fault => {
        throw fault;
      },
    });
    const app = createStation({
      store: opened.store,
      sync: engine.port,
      clock,
      randomBytes: random.bytes,
      verifyEd25519: makeVerifyEd25519(),
      verifyPin: async (pin, pinHash) => pinHash === `plain:${pin}`,
      screens: () => null,
      version: 'test',
      report: fault => {
        throw fault;
      },
    });
    return { opened, engine, app };
  };
  let running = start();
  const drain = async (step: () => Promise<string>) => {
    while ((await step()) === 'worked');
  };
  const world: SyncedStation = {
    cloud,
    clock,
    folder: place.folder,
    secrets,
    opened: running.opened,
    engine: running.engine,
    post: async (verb, input) => {
      const request = new Request(`http://station.test/station/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const response = await running.app.fetch(request);
      return { status: response.status, body: await response.json() };
    },
    pullAll: async () => {
      for (const eventId of world.engine.eventsInScope()) await drain(() => world.engine.pullStep(eventId));
      while (world.engine.upkeepStep() === 'worked');
    },
    pushAll: () => drain(() => world.engine.pushStep()),
    pair: async () => {
      cloud.pairingState = 'approved';
      await world.post('pair', { cloudUrl: 'http://cloud.test', stationName: 'Laptop A' });
      await drain(() => world.engine.pairStep());
      await world.engine.helloStep();
      await world.pullAll();
      const [gate] = cloud.event.gates;
      if (gate !== undefined) await world.post('setPlace', { eventId: cloud.event.eventId, gateId: gate.gateId });
    },
    restart: options => {
      running.opened.close();
      running = start(options);
      world.opened = running.opened;
      world.engine = running.engine;
    },
    [Symbol.dispose]: () => {
      running.opened.close();
      place[Symbol.dispose]();
    },
  };
  return world;
}
