import { createHash } from 'node:crypto';
import {
  type CheckpointId,
  type EventId,
  type GateId,
  type JournalId,
  mintId,
  type OpId,
  type StationId,
  type TicketId,
  type TierId,
} from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { hashOp, journalStartHash } from '#shared/sync/canonical-op.ts';
import type { OpBody, Operation, ScanOp } from '#shared/sync/operations.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import type { Answer, TestApp, TestOrg } from './app.ts';

/** An event with one checkpoint, two gates and some tickets, put straight into the tables. */
export type TestDoor = {
  readonly org: TestOrg;
  readonly eventId: EventId;
  readonly tierId: TierId;
  readonly checkpointId: CheckpointId;
  readonly gateIds: readonly [GateId, GateId];
  readonly ticketIds: readonly TicketId[];
};

export type TestStation = {
  readonly stationId: StationId;
  readonly token: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
};

let refs = 0;

export async function testDoor(cloud: TestApp, org: TestOrg, options: { readonly tickets: number }): Promise<TestDoor> {
  const { root, clock } = cloud;
  const { randomBytes } = cloud.deps;
  const ids = {
    eventId: mintId('EventId', randomBytes),
    tierId: mintId('TierId', randomBytes),
    checkpointId: mintId('CheckpointId', randomBytes),
    gateIds: [mintId('GateId', randomBytes), mintId('GateId', randomBytes)] as const,
  };
  const ref = String(++refs).padStart(10, '0');
  await root.query(
    `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, state, created_at, updated_at)
     values ($1, $2, $3, 'Twelfth Night', 'Europe/Vienna', $4, $5, $6, 'published', $4, $4)`,
    [
      org.orgId,
      ids.eventId,
      ref,
      addMs(clock.now, -3_600_000),
      addMs(clock.now, 3_600_000),
      addMs(clock.now, 14_400_000),
    ],
  );
  await root.query(
    `insert into app.tiers (org_id, event_id, tier_id, number, name, price_minor, currency) values ($1, $2, $3, 1, 'Stalls', 0, 'EUR')`,
    [org.orgId, ids.eventId, ids.tierId],
  );
  await root.query(
    `insert into app.checkpoints (org_id, event_id, checkpoint_id, name, entry_mode) values ($1, $2, $3, 'Main entrance', 'once')`,
    [org.orgId, ids.eventId, ids.checkpointId],
  );
  for (const [index, gateId] of ids.gateIds.entries())
    await root.query(
      `insert into app.gates (org_id, event_id, gate_id, checkpoint_id, name, position) values ($1, $2, $3, $4, $5, $6)`,
      [org.orgId, ids.eventId, gateId, ids.checkpointId, `Gate ${index + 1}`, index],
    );
  const door = { org, ...ids, ticketIds: [] };
  const ticketIds = await addTickets(cloud, door, options.tickets);
  await root.query('analyze');
  return { ...door, ticketIds };
}

/** Imported tickets, which belong to no order. */
export async function addTickets(
  cloud: TestApp,
  door: Pick<TestDoor, 'org' | 'eventId' | 'tierId'>,
  count: number,
): Promise<readonly TicketId[]> {
  const ticketIds = Array.from({ length: count }, () => mintId('TicketId', cloud.deps.randomBytes));
  await cloud.root.query(
    `insert into app.tickets (org_id, event_id, ticket_id, tier_id, state, state_since, holder, search_key, imported_code, created_at)
     select $1, $2, t.id, $3, 'valid', $4, 'Holder ' || t.n, 'holder ' || t.n, 'IMP-' || t.id, $4
     from unnest($5::text[]) with ordinality as t(id, n)`,
    [door.org.orgId, door.eventId, door.tierId, cloud.clock.now, ticketIds],
  );
  return ticketIds;
}

/** Pairs a station with the event as the product does: asked for, approved, collected. */
export async function pairedStation(
  cloud: TestApp,
  door: TestDoor,
  options: { readonly name?: string; readonly protocol?: number; readonly previousToken?: string } = {},
): Promise<TestStation> {
  const started = await cloud.call(null, 'POST', '/api/station/pairings', {
    stationName: options.name ?? 'Laptop',
    previousToken: options.previousToken ?? null,
  });
  const { pairingId, code, pollSecret } = started.body as { pairingId: string; code: string; pollSecret: string };
  const approved = await cloud.call(door.org.owner, 'POST', `/api/orgs/${door.org.orgId}/stations`, {
    code,
    eventIds: [door.eventId],
    gate: { eventId: door.eventId, gateId: door.gateIds[0] },
  });
  if (approved.status !== 201) throw new Error(`not approved: ${approved.text} ${JSON.stringify(cloud.log.at(-1))}`);
  const polled = await cloud.call(null, 'POST', '/api/station/pairings/poll', { pairingId, pollSecret });
  const { deviceToken, scope } = polled.body as { deviceToken: string; scope: { stationId: StationId } };
  return stationOf(cloud, deviceToken, scope.stationId, options.protocol ?? PROTOCOL_VERSION);
}

export function stationOf(cloud: TestApp, token: string, stationId: StationId, protocol: number): TestStation {
  const own = { authorization: `Bearer ${token}`, 'foyer-protocol': String(protocol) };
  return {
    stationId,
    token,
    get: (path, headers = {}) => cloud.call(null, 'GET', path, undefined, { headers: { ...own, ...headers } }),
    post: (path, body, headers = {}) => cloud.call(null, 'POST', path, body, { headers: { ...own, ...headers } }),
  };
}

/** A journal that chains what is handed to it, as a station does. */
export function testJournal(cloud: TestApp, journalId: JournalId = mintId('JournalId', cloud.deps.randomBytes)) {
  let seq = 0;
  let prevHash = journalStartHash;
  return {
    journalId,
    append(
      body: OpBody | unknown,
      options: { at?: Instant; clockOffsetMs?: number | null; opId?: OpId } = {},
    ): Operation {
      const unhashed = {
        seq: ++seq,
        opId: options.opId ?? mintId('OpId', cloud.deps.randomBytes),
        at: options.at ?? cloud.clock.now,
        clockOffsetMs: options.clockOffsetMs ?? null,
        prevHash,
        body,
      };
      const hash = hashOp(unhashed, text => createHash('sha256').update(text).digest('hex'));
      prevHash = hash;
      return { ...unhashed, hash };
    },
  };
}

export function scanBody(door: TestDoor, ticketId: TicketId | null, over: Partial<ScanOp> = {}): ScanOp {
  return {
    kind: 'scan',
    eventId: door.eventId,
    checkpointId: door.checkpointId,
    gateId: door.gateIds[0],
    operatorId: null,
    operatorName: 'Op 3',
    direction: 'in',
    mode: 'admit',
    via: 'scanner',
    unreadText: null,
    ticketId,
    verdict: 'admit',
    rule: null,
    reason: null,
    basis: 'roster',
    confirmed: [],
    override: null,
    roster: { cursor: null, asOf: null, complete: true, online: true },
    ...over,
  };
}
