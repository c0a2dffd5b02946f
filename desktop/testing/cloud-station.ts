import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { must } from '#shared/kernel/assert.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import type { TestApp } from '../../cloud/testing/app.ts';
import type { TestDoor } from '../../cloud/testing/door.ts';
import { newsAreOut } from '../../cloud/testing/news-are-out.ts';
import { createStation, type StationApp } from '../station/create-station.ts';
import { nodeClock } from '../station/node-clock.ts';
import type { StationClock } from '../station/ports.ts';
import { makeVerifyEd25519 } from '../station/verify-ed25519.ts';
import type { OpenedStore } from '../store/open-store.ts';
import { fetchCloud } from '../sync/fetch-cloud.ts';
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine.ts';
import { openTestStore, temporaryFolder } from './station-world.ts';

export type CloudStation = {
  readonly opened: OpenedStore;
  readonly engine: SyncEngine;
  readonly app: StationApp;
  /** False: nothing gets through. */
  net: { up: boolean };
  readonly post: (verb: string, input: unknown) => Promise<unknown>;
  /** Shows a code, has it approved for the door, collects the token. */
  readonly pair: (door: TestDoor, gate?: 0 | 1) => Promise<void>;
  readonly pullAll: () => Promise<void>;
  readonly pushAll: () => Promise<void>;
} & Disposable;

/** The real station against the real cloud, in one process or over HTTP. */
export function cloudStation(cloud: TestApp, name: string, over: { readonly fetch?: typeof fetch } = {}): CloudStation {
  const place = temporaryFolder();
  const random = seededRandom(createHash('sha256').update(name).digest().readUInt32BE());
  const kept = new Map<string, string>();
  const net = { up: true };
  const clock: StationClock = { ...nodeClock, now: () => cloud.clock.now };
  const opened = openTestStore(place.folder, { randomBytes: random.bytes });
  const inProcess: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    // `fetch` undoes what was compressed, and there is none in between here.
    headers.delete('accept-encoding');
    return cloud.app.request(String(input), { ...init, headers });
  };
  const reach = over.fetch ?? inProcess;
  const engine = createSyncEngine({
    sync: opened,
    cloud: fetchCloud({
      fetch: (input, init) => (net.up ? reach(input, init) : Promise.reject(new TypeError('no network'))),
      now: clock.now,
      timeoutMs: 30_000,
      silenceMs: 60_000,
    }),
    secrets: {
      read: async secret => kept.get(secret) ?? null,
      write: async (secret, text) => {
        kept.set(secret, text);
      },
      forget: async secret => {
        kept.delete(secret);
      },
    },
    clock,
    randomBytes: random.bytes,
    chance: random.next,
    breathe: () => wait(0),
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
    verifyPin: async () => false,
    screens: () => null,
    version: 'test',
    report: fault => {
      throw fault;
    },
  });
  const drain = async (step: () => Promise<string>) => {
    while ((await step()) === 'worked');
  };
  const post = async (verb: string, input: unknown) => {
    const request = new Request(`http://station.test/station/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await app.fetch(request)).json();
  };
  const pullAll = async () => {
    await newsAreOut(cloud.root);
    for (const eventId of engine.eventsInScope()) await drain(() => engine.pullStep(eventId));
    while (engine.upkeepStep() === 'worked');
  };
  return {
    opened,
    engine,
    app,
    net,
    post,
    pullAll,
    pushAll: () => drain(engine.pushStep),
    pair: async (door, gate = 0) => {
      await post('pair', { cloudUrl: cloudUrlOf(over), stationName: name });
      const { code, expiresAt } = must(opened.store.settings.read('pairing'), 'a pairing');
      if (instantMs(expiresAt) <= instantMs(clock.now())) throw new Error('the pairing is over already');
      const gateId = door.gateIds[gate];
      const approved = await cloud.call(door.org.owner, 'POST', `/api/orgs/${door.org.orgId}/stations`, {
        code,
        eventIds: [door.eventId],
        gate: { eventId: door.eventId, gateId },
      });
      if (approved.status !== 201) throw new Error(`not approved: ${approved.text}`);
      await drain(engine.pairStep);
      await engine.helloStep();
    },
    [Symbol.dispose]: () => {
      opened.close();
      place[Symbol.dispose]();
    },
  };
}

const origins = new WeakMap<typeof fetch, string>();
/** Remembers where a `fetch` over real HTTP leads. */
export function fetchAt(origin: string): typeof fetch {
  const own: typeof fetch = (input, init) => fetch(input, init);
  origins.set(own, origin);
  return own;
}
function cloudUrlOf({ fetch: own }: { readonly fetch?: typeof fetch }): string {
  return (own && origins.get(own)) ?? 'http://foyer.test';
}
