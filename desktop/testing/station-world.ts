import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import { must } from '#shared/kernel/assert.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import type { StationScope } from '#shared/sync/protocol.ts';
import { aDoorEvent, doorsAt } from '#shared/testing/a-door-event.ts';
import { aMirrorTicket } from '#shared/testing/a-mirror-ticket.ts';
import { aSigningKey } from '#shared/testing/a-signing-key.ts';
import { anId } from '#shared/testing/an-id.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { encodeTicketCode } from '#shared/tickets/ticket-code.ts';
import { createStation, type StationApp } from '../station/create-station.ts';
import { sha256Hex } from '../station/node-platform.ts';
import type { StationClock, StationDeps, SyncPort, SyncStatus } from '../station/ports.ts';
import { makeVerifyEd25519 } from '../station/verify-ed25519.ts';
import { readStationMigrations } from '../store/migrate.ts';
import { type OpenedStore, type OpenStoreOptions, openStore } from '../store/open-store.ts';

export const stationMigrations = readStationMigrations(path.resolve(import.meta.dirname, '../../migrations/station'));

/** A folder that goes when the test is over. */
export function temporaryFolder(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-station-'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A clock and timers that move only when told to. */
export type TestClock = StationClock & { readonly advance: (ms: number) => void };
export function testClock(start: Instant = doorsAt): TestClock {
  let now = start;
  let monotonicMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly work: () => void }>();
  return {
    now: () => now,
    monotonicMs: () => monotonicMs,
    later: (delayMs, work) => {
      const timer = { atMs: monotonicMs + delayMs, work };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: ms => {
      now = addMs(now, ms);
      monotonicMs += ms;
      for (const timer of [...timers].filter(due => due.atMs <= monotonicMs)) {
        timers.delete(timer);
        timer.work();
      }
    },
  };
}

export function openTestStore(folder: string, over: Partial<OpenStoreOptions> = {}): OpenedStore {
  return openStore({
    file: path.join(folder, 'station.db'),
    migrations: stationMigrations,
    sha256: sha256Hex,
    now: () => doorsAt,
    randomBytes: seededRandom(7).bytes,
    ...over,
  });
}

export const testKey = aSigningKey(seededRandom(1).bytes);
export const testScope: StationScope = {
  stationId: anId('StationId', 1),
  stationName: 'Laptop A',
  orgId: anId('OrgId', 1),
  orgName: 'Lantern Theatre',
  eventIds: [anId('EventId', 1)],
  gateId: null,
};
export const testCursor: FeedCursor = { epoch: 'test', xid: 10, kind: 1, id: '' };

export function testEvent(over: Partial<DoorEvent> = {}): DoorEvent {
  return aDoorEvent({ keys: [testKey.key], ...over });
}

/** The text of the QR code on a ticket. */
export function codeOf(ticket: Pick<MirrorTicket, 'ticketId'>, event = testEvent(), tierNumber = 1): string {
  const { ticketId } = ticket;
  return encodeTicketCode(
    { keyRef: testKey.key.ref, eventRef: event.ref, ticketId, tierNumber, notBefore: null, notAfter: null },
    testKey.sign,
  );
}

export function someTickets(count: number, over: (n: number) => Partial<MirrorTicket> = () => ({})): MirrorTicket[] {
  return Array.from({ length: count }, (_, index) => {
    const n = index + 1;
    return aMirrorTicket({
      ticketId: anId('TicketId', n),
      orderId: anId('OrderId', Math.ceil(n / 2)),
      orderRef: `R${String(Math.ceil(n / 2)).padStart(4, '0')}`,
      orderSize: 2,
      holder: `Holder ${n}`,
      searchKey: `holder ${n}`,
      ...over(n),
    });
  });
}

/** Pairs the file and gives it a whole roster, without any cloud. */
export function fillStore(opened: OpenedStore, event: DoorEvent, tickets: readonly MirrorTicket[]): void {
  const { store, mirror } = opened;
  const identity = { scope: testScope, cloudUrl: 'http://cloud.test', tokenName: 'device-1', revoked: false };
  store.settings.write('identity', identity);
  const journalId = anId('JournalId', 1);
  store.journal.start({ journalId, tokenName: 'device-1', scope: testScope, cloudUrl: identity.cloudUrl, at: doorsAt });
  mirror.begin({ event, cursor: testCursor, ticketTotal: tickets.length, scanTotal: 0 });
  const sorted = tickets.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  mirror.addTickets(event.eventId, sorted, sorted.at(-1)?.ticketId ?? '');
  mirror.finish(event.eventId, doorsAt);
  while (opened.upkeep('quiet'));
  const [gate] = event.gates;
  if (gate !== undefined) store.settings.write('place', { eventId: event.eventId, gateId: gate.gateId });
}

export const idleSync: SyncPort = {
  status: (): SyncStatus => ({ link: 'offline', protocol: 'ok', problems: [] }),
  wake: () => {},
  startPairing: async () => {},
  cancelPairing: () => {},
  setPaused: () => {},
  onChange: () => {},
};

export type StationWorld = {
  readonly app: StationApp;
  readonly opened: OpenedStore;
  readonly clock: TestClock;
  readonly event: DoorEvent;
  readonly tickets: readonly MirrorTicket[];
  /** The n-th ticket, from 1. */
  readonly ticket: (n: number) => MirrorTicket;
  /** `POST /station/<verb>`: status and what came back. */
  readonly post: (verb: string, input: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;
} & Disposable;

/** A station over a real file, with a roster and no cloud. */
export function stationWorld(
  over: {
    readonly event?: DoorEvent;
    readonly tickets?: readonly MirrorTicket[];
    readonly deps?: Partial<StationDeps>;
  } = {},
): StationWorld {
  const place = temporaryFolder();
  const clock = testClock();
  const event = over.event ?? testEvent();
  const tickets = over.tickets ?? someTickets(10);
  const opened = openTestStore(place.folder);
  fillStore(opened, event, tickets);
  const app = createStation({
    store: opened.store,
    sync: idleSync,
    clock,
    randomBytes: seededRandom(3).bytes,
    verifyEd25519: makeVerifyEd25519(),
    verifyPin: async (pin, pinHash) => pinHash === `plain:${pin}`,
    screens: () => null,
    version: 'test',
    report: fault => {
      throw fault;
    },
    ...over.deps,
  });
  return {
    app,
    opened,
    clock,
    event,
    tickets,
    ticket: n => must(tickets[n - 1], `ticket ${n}`),
    post: async (verb, input) => {
      const response = await app.fetch(
        new Request(`http://station.test/station/${verb}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        }),
      );
      return { status: response.status, body: await response.json() };
    },
    [Symbol.dispose]: () => {
      opened.close();
      place[Symbol.dispose]();
    },
  };
}
