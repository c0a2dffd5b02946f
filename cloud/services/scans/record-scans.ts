import { and, eq, inArray } from 'drizzle-orm';
import type { EventId, OpId, OrgId, StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { bisectRows } from '../../db/bisect-rows.ts';
import { insertScans } from '../../db/insert-scans.ts';
import { events, gates } from '../../db/tables/events.ts';
import { scans } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { ParkedWhy, ReadOp } from './read-op.ts';
import { type ScanRow, type ScanRowFacts, scanRow } from './scan-row.ts';

/** Whose operations these are. */
export type OpsSource = {
  readonly orgId: OrgId;
  readonly stationId: StationId;
  readonly stationName: string;
  readonly afterRevocation: boolean;
  readonly now: Instant;
};

type Numbered = { readonly seq: number; readonly row: ScanRow };

/** Writes what readable operations did at doors. Answers, by number, those that could not be applied, and why. */
export async function recordScans(
  tx: Tx,
  source: OpsSource,
  ops: readonly ReadOp[],
): Promise<ReadonlyMap<number, ParkedWhy>> {
  const parked = new Map<number, ParkedWhy>();
  const facts = await loadFacts(tx, source, ops);
  const rows: Numbered[] = [];
  for (const op of ops) {
    const row = op.content.kind === 'good' ? scanRow(op, op.content.body, facts) : null;
    if (op.content.kind === 'bad') parked.set(op.seq, op.content.why);
    else if (row !== null && facts.knowsEvent(row.eventId)) rows.push({ seq: op.seq, row });
    else if (row !== null)
      parked.set(op.seq, { code: 'event-unknown', sentence: 'This organization has no such event.' });
  }
  const recorded = new Set<OpId>();
  const unstorable = await bisectRows(tx, rows, async (nested, some) => {
    const inserted = await insertScans(
      nested,
      source.orgId,
      some.map(({ row }) => row),
    );
    for (const scanId of inserted) recorded.add(scanId);
  });
  for (const { seq } of unstorable)
    parked.set(seq, { code: 'not-storable', sentence: 'The database cannot hold what this operation says.' });
  const known = rows.filter(entry => !recorded.has(entry.row.scanId) && !parked.has(entry.seq));
  for (const seq of await takenByOthers(tx, source, known))
    parked.set(seq, { code: 'id-taken', sentence: 'Another device used this id.' });
  return parked;
}

/** A scan that is there already came through an earlier journal of this station, which is a repeat; or its id is somebody else's. */
async function takenByOthers(tx: Tx, source: OpsSource, known: readonly Numbered[]): Promise<readonly number[]> {
  if (known.length === 0) return [];
  const owners = await tx
    .select({ scanId: scans.scanId, stationId: scans.stationId })
    .from(scans)
    .where(
      and(
        eq(scans.orgId, source.orgId),
        inArray(scans.eventId, [...new Set(known.map(({ row }) => row.eventId))]),
        inArray(
          scans.scanId,
          known.map(({ row }) => row.scanId),
        ),
      ),
    );
  const ours = new Set(owners.filter(owner => owner.stationId === source.stationId).map(owner => owner.scanId));
  return known.filter(({ row }) => !ours.has(row.scanId)).map(({ seq }) => seq);
}

async function loadFacts(
  tx: Tx,
  source: OpsSource,
  ops: readonly ReadOp[],
): Promise<ScanRowFacts & { readonly knowsEvent: (eventId: EventId) => boolean }> {
  const wanted = new Set<EventId>();
  for (const { content } of ops)
    if (content.kind === 'good' && content.body.kind !== 'note') wanted.add(content.body.eventId);
  const eventIds = [...wanted];
  const found =
    eventIds.length === 0
      ? []
      : await tx
          .select({ eventId: events.eventId, gateId: gates.gateId, name: gates.name })
          .from(events)
          .leftJoin(gates, and(eq(gates.orgId, events.orgId), eq(gates.eventId, events.eventId)))
          .where(and(eq(events.orgId, source.orgId), inArray(events.eventId, eventIds)));
  const knownEvents = new Set(found.map(row => row.eventId));
  const gateNames = new Map(found.map(row => [`${row.eventId} ${row.gateId}`, row.name]));
  return {
    ...source,
    gateName: (eventId, gateId) => gateNames.get(`${eventId} ${gateId}`) ?? null,
    knowsEvent: eventId => knownEvents.has(eventId),
  };
}
