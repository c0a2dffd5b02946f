import { and, eq, inArray } from 'drizzle-orm';
import type { EventId, JournalId, OpId } from '#shared/kernel/ids.ts';
import type { OpAnswer } from '#shared/sync/operations.ts';
import { bisectRows } from '../../db/bisect-rows.ts';
import { insertScans } from '../../db/insert-scans.ts';
import { insertStationOps, type StationOpRow } from '../../db/insert-station-ops.ts';
import { events, gates } from '../../db/tables/events.ts';
import { scans } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { LoadedStation } from '../stations/load-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { openJournal } from './load-journal.ts';
import type { ParkedWhy, ReadOp } from './read-op.ts';
import { type ScanRow, type ScanRowFacts, scanRow } from './scan-row.ts';

export type FreshOps = {
  readonly journalId: JournalId;
  readonly station: LoadedStation;
  readonly ops: readonly ReadOp[];
};

/** Writes operations that were never seen, and what they do. Answers in the order of the operations. */
export async function applyFreshOps(tx: Tx, ctx: StationCtx, fresh: FreshOps): Promise<readonly OpAnswer[]> {
  const parked = new Map<number, ParkedWhy>();
  for (const op of fresh.ops) if (op.content.kind === 'bad') parked.set(op.seq, op.content.why);
  await recordScans(tx, ctx, fresh, parked);
  await openJournal(tx, ctx, fresh.journalId);
  const rows = fresh.ops.map(op => opRow(ctx, fresh.journalId, op, parked.get(op.seq) ?? null));
  const insert = (nested: Tx, some: readonly StationOpRow[]) =>
    insertStationOps(nested, { orgId: ctx.orgId, stationId: ctx.station.stationId }, some);
  const unstorable = await bisectRows(tx, rows, insert);
  await insert(tx, unstorable.map(wrapped));
  return rows.map(({ seq, opId, outcome, why }) => ({
    seq,
    opId,
    outcome: outcome === 'parked' ? 'parked' : 'applied',
    why,
  }));
}

function opRow(ctx: StationCtx, journalId: JournalId, op: ReadOp, why: ParkedWhy | null): StationOpRow {
  return {
    journalId,
    seq: op.seq,
    opId: op.opId,
    at: op.at,
    clockOffsetMs: op.clockOffsetMs,
    hash: op.hash,
    body: op.rawBody ?? null,
    outcome: why === null ? 'applied' : 'parked',
    why,
    afterRevocation: ctx.revokedAt !== null,
    receivedAt: ctx.now,
  };
}

/** A body that the database cannot hold as it is (a NUL in a text) is kept as bytes. */
function wrapped(row: StationOpRow): StationOpRow {
  return { ...row, body: { base64: Buffer.from(JSON.stringify(row.body)).toString('base64') } };
}

async function recordScans(tx: Tx, ctx: StationCtx, fresh: FreshOps, parked: Map<number, ParkedWhy>): Promise<void> {
  const facts = await loadScanFacts(tx, ctx, fresh);
  const rows: { readonly seq: number; readonly row: ScanRow }[] = [];
  for (const op of fresh.ops) {
    if (op.content.kind === 'bad') continue;
    const row = scanRow(op, op.content.body, facts);
    if (row === null) continue;
    if (facts.knowsEvent(row.eventId)) rows.push({ seq: op.seq, row });
    else parked.set(op.seq, { code: 'event-unknown', sentence: 'This organization has no such event.' });
  }
  const recorded = new Set<OpId>();
  const unstorable = await bisectRows(tx, rows, async (nested, some) => {
    const inserted = await insertScans(
      nested,
      ctx.orgId,
      some.map(({ row }) => row),
    );
    for (const scanId of inserted) recorded.add(scanId);
  });
  for (const { seq } of unstorable)
    parked.set(seq, { code: 'not-storable', sentence: 'The database cannot hold what this operation says.' });
  const known = rows.filter(entry => !recorded.has(entry.row.scanId) && !parked.has(entry.seq));
  await parkTakenIds(tx, ctx, known, parked);
}

/** A scan that is there already came through an earlier journal of this station, which is a repeat; or its id is somebody else's. */
async function parkTakenIds(
  tx: Tx,
  ctx: StationCtx,
  known: readonly { readonly seq: number; readonly row: ScanRow }[],
  parked: Map<number, ParkedWhy>,
): Promise<void> {
  if (known.length === 0) return;
  const owners = await tx
    .select({ scanId: scans.scanId, stationId: scans.stationId })
    .from(scans)
    .where(
      and(
        eq(scans.orgId, ctx.orgId),
        inArray(
          scans.scanId,
          known.map(({ row }) => row.scanId),
        ),
        inArray(scans.eventId, [...new Set(known.map(({ row }) => row.eventId))]),
      ),
    );
  const ours = new Set(owners.filter(owner => owner.stationId === ctx.station.stationId).map(owner => owner.scanId));
  for (const { seq, row } of known)
    if (!ours.has(row.scanId)) parked.set(seq, { code: 'id-taken', sentence: 'Another device used this id.' });
}

async function loadScanFacts(
  tx: Tx,
  ctx: StationCtx,
  fresh: FreshOps,
): Promise<ScanRowFacts & { readonly knowsEvent: (eventId: EventId) => boolean }> {
  const wanted = new Set<EventId>();
  for (const { content } of fresh.ops)
    if (content.kind === 'good' && content.body.kind !== 'note') wanted.add(content.body.eventId);
  const eventIds = [...wanted];
  const none = eventIds.length === 0;
  const found = none
    ? []
    : await tx
        .select({ eventId: events.eventId })
        .from(events)
        .where(and(eq(events.orgId, ctx.orgId), inArray(events.eventId, eventIds)));
  const named = none
    ? []
    : await tx
        .select({ eventId: gates.eventId, gateId: gates.gateId, name: gates.name })
        .from(gates)
        .where(and(eq(gates.orgId, ctx.orgId), inArray(gates.eventId, eventIds)));
  const knownEvents = new Set(found.map(event => event.eventId));
  const gateNames = new Map(named.map(gate => [`${gate.eventId} ${gate.gateId}`, gate.name]));
  return {
    stationId: ctx.station.stationId,
    stationName: fresh.station.name,
    gateName: (eventId, gateId) => gateNames.get(`${eventId} ${gateId}`) ?? null,
    knowsEvent: eventId => knownEvents.has(eventId),
    afterRevocation: ctx.revokedAt !== null,
    now: ctx.now,
  };
}
