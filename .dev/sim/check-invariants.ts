import type { ConflictList } from '#shared/api/scans.ts';
import type { EntryMode } from '#shared/catalog/door-event.ts';
import type { OpBody } from '#shared/sync/operations.ts';
import { listConflicts } from '../../cloud/services/conflicts/list-conflicts.ts';
import { countDoor } from '../../cloud/services/scans/count-door.ts';
import { type CloudScan, type CloudTicket, loadCloudRows } from './load-cloud-rows.ts';
import { modelAdmitted, modelConflicts } from './plain-reading.ts';
import type { SimDoor } from './plan-door.ts';
import type { SimWorld } from './run-seed.ts';
import type { SimStation } from './sim-station.ts';

export type Violation = { readonly invariant: string; readonly what: string };
type Found = {
  readonly scans: readonly CloudScan[];
  readonly tickets: readonly CloudTicket[];
  readonly conflicts: ConflictList['items'];
};

/** S1 to S7 of the simulation, after everything healed and drained. */
export async function checkInvariants(
  world: SimWorld,
): Promise<{ readonly violations: Violation[]; readonly conflicts: number }> {
  const { cloud, door, stations } = world;
  const rows = await loadCloudRows(cloud.root, door.orgId, door.eventId);
  const ctx = cloud.ctx(door.orgId);
  const { items: conflicts } = await listConflicts(ctx, door.eventId);
  const counts = await countDoor(ctx, door.eventId);
  const found: Found = { ...rows, conflicts };
  const violations: Violation[] = [];
  const fail = (invariant: string, what: string) => violations.push({ invariant, what });
  for (const station of stations) {
    for (const fault of station.faults) fail('fault', `${station.label}: ${fault}`);
    checkDurable(station, found, fail);
    checkMirror(world, station, found, fail);
    await checkOtherEvent(world, station, fail);
  }
  checkNothingElse(world, found, fail);
  const admitted = counts.checkpoints.reduce((sum, place) => sum + place.admitted, 0);
  const expected = modelAdmitted(rows.scans);
  if (admitted !== expected) fail('S2', `counted ${admitted} admitted tickets, the scans say ${expected}`);
  const told = namesOf(conflicts.map(({ kind, scan }) => ({ kind, scanId: scan.scanId })));
  const model = namesOf(modelConflicts(id => entryModeOf(door, id), rows.scans, rows.tickets));
  if (told !== model) fail('S4', `the cloud lists [${told}], the scans say [${model}]`);
  checkIgnorance(world, found, fail);
  checkStaleness(found, fail);
  for (const entry of cloud.log) if (!/Connection terminated|connection/i.test(entry)) fail('fault', `cloud: ${entry}`);
  return { violations, conflicts: conflicts.length };
}

function entryModeOf({ entryMode, lounge }: SimDoor, checkpointId: string | null): EntryMode {
  return lounge !== null && checkpointId === lounge.checkpointId ? lounge.entryMode : entryMode;
}

type Fail = (invariant: string, what: string) => void;

/** S1: what was shown is in the cloud, once and as it was shown (S5); so is everything that was journalled. L1: nothing waits. */
function checkDurable(station: SimStation, { scans }: Found, fail: Fail): void {
  const byId = new Map(scans.map(scan => [scan.scanId, scan]));
  const journalled = new Map(station.journalled().map(op => [op.opId, op.body as OpBody]));
  for (const { answer } of station.shown) {
    const row = byId.get(answer.scanId);
    // Told on the station and to whoever put the old copy back; what was only in the file is gone with it.
    if (row === undefined && station.mayBeLost.has(answer.scanId)) continue;
    if (row === undefined)
      fail('S1', `${station.label} showed ${answer.verdict.kind} ${answer.scanId}, the cloud has nothing`);
    else if (row.verdict !== answer.verdict.kind || row.rule !== answer.verdict.rule)
      fail(
        'S5',
        `${station.label} showed ${answer.verdict.kind} ${answer.verdict.rule}, the cloud has ${row.verdict} ${row.rule}`,
      );
  }
  for (const [opId, body] of journalled)
    if (body.kind !== 'note' && !byId.has(opId))
      fail('S1', `${station.label} journalled ${body.kind} ${opId}, the cloud has nothing`);
  const unsent = station.opened.store.journal.unsent();
  if (unsent > 0) fail('L1', `${station.label} still has ${unsent} operations to send`);
  const parked = station.opened.store.journal.parked(10);
  if (parked.length > 0) fail('L1', `${station.label} has parked ${parked.map(op => op.why.code).join(', ')}`);
}

/** S2: nothing is in the cloud that nobody did. */
function checkNothingElse({ stations, redeemed }: SimWorld, { scans }: Found, fail: Fail): void {
  const known = new Set<string>(redeemed.keys());
  for (const station of stations) {
    for (const op of station.journalled()) known.add(op.opId);
    for (const opId of station.former) known.add(opId);
  }
  for (const scan of scans)
    if (scan.stationId !== null && !known.has(scan.scanId))
      fail('S2', `the cloud has ${scan.kind} ${scan.scanId}, which nobody journalled`);
}

/** S7: a paired station's mirror is the cloud's, row for row; a revoked one has none (SY-4). */
function checkMirror({ door }: SimWorld, station: SimStation, { scans, tickets, conflicts }: Found, fail: Fail): void {
  const { store } = station.opened;
  const identity = store.settings.read('identity');
  if (identity === null) return;
  const { eventId } = door;
  if (identity.revoked) {
    const left = tickets.filter(
      ({ ticketId }) => store.events.byId(eventId) !== null && store.tickets.byId(eventId, ticketId) !== null,
    );
    if (left.length > 0) fail('S7', `${station.label} is revoked and keeps ${left.length} tickets`);
    return;
  }
  if (store.events.byId(eventId)?.roster.state !== 'complete') {
    fail('L1', `${station.label} has no complete roster`);
    return;
  }
  for (const { ticketId, mirror } of tickets)
    if (!same(store.tickets.byId(eventId, ticketId), mirror))
      fail('S7', `${station.label} has another ticket ${ticketId}`);
  if (store.tickets.rowCount(eventId) > tickets.length) fail('S7', `${station.label} has tickets the cloud has not`);
  for (const { scanId, kind, mirror } of scans) {
    if (kind === 'none') continue;
    const here = store.scans.byId(scanId)?.scan ?? null;
    const there = station.oldVersion ? { ...mirror, operatorName: here?.operatorName ?? null } : mirror;
    if (!same(here, there))
      fail('S7', `${station.label} has another scan ${scanId}: ${JSON.stringify(here)} for ${JSON.stringify(there)}`);
  }
  const here = store.conflicts
    .ofEvent(eventId, 10_000)
    .map(({ conflict }) => ({ kind: conflict.kind, scanId: conflict.scan.scanId }));
  const there = conflicts.map(({ kind, scan }) => ({ kind, scanId: scan.scanId }));
  if (namesOf(here) !== namesOf(there))
    fail('S4', `${station.label} tells [${namesOf(here)}], the cloud [${namesOf(there)}]`);
}

/** S7 for the event at whose doors nobody stands. */
async function checkOtherEvent({ cloud, door: { matinee } }: SimWorld, station: SimStation, fail: Fail): Promise<void> {
  const { store } = station.opened;
  const identity = store.settings.read('identity');
  if (matinee === null || identity === null || identity.revoked) return;
  const { tickets } = await loadCloudRows(cloud.root, matinee.orgId, matinee.eventId);
  for (const { ticketId, mirror } of tickets)
    if (!same(store.events.byId(matinee.eventId) && store.tickets.byId(matinee.eventId, ticketId), mirror))
      fail('S7', `${station.label} has another ticket ${ticketId} of the other event`);
}

/** S3: whoever decided second in a double admission had not heard of the first. Clocks and exits change who is second. */
function checkIgnorance({ stations, door }: SimWorld, { conflicts, scans }: Found, fail: Fail): void {
  const knownTo = new Map(
    stations.flatMap(station => station.shown.map(({ answer, known }) => [answer.scanId as string, known] as const)),
  );
  for (const { kind, scan, standing } of conflicts) {
    if (kind !== 'double' || standing === null || entryModeOf(door, scan.checkpointId) !== 'once') continue;
    if (scans.some(other => other.ticketId === scan.ticketId && other.kind === 'undo')) continue;
    if (
      knownTo.get(scan.scanId)?.has(standing.scanId) === true ||
      knownTo.get(standing.scanId)?.has(scan.scanId) === true
    )
      fail('S3', `${scan.scanId} was admitted although ${standing.scanId} was known there`);
  }
}

/** S6: an admission after a refund says how old the roster was that it was decided with. */
function checkStaleness({ conflicts, scans }: Found, fail: Fail): void {
  for (const { kind, scan, scanDecidedWith } of conflicts) {
    const row = scans.find(known => known.scanId === scan.scanId);
    if (kind === 'after-void' && scanDecidedWith.rosterAsOf !== (row?.rosterAsOf ?? null))
      fail('S6', `${scan.scanId} is told with a roster of ${scanDecidedWith.rosterAsOf}, it was of ${row?.rosterAsOf}`);
  }
}

function namesOf(list: readonly { readonly kind: string; readonly scanId: string }[]): string {
  return list
    .map(({ kind, scanId }) => `${kind} ${scanId}`)
    .sort()
    .join(', ');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
