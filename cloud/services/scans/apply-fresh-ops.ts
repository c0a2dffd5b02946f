import { and, eq, inArray } from 'drizzle-orm';
import type { JournalId, OrgId, StationId } from '#shared/kernel/ids.ts';
import type { OpAnswer } from '#shared/sync/operations.ts';
import { bisectRows } from '../../db/bisect-rows.ts';
import { insertStationOps, type StationOpRow } from '../../db/insert-station-ops.ts';
import { stationOps } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { LoadedStation } from '../stations/load-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { openJournal } from './load-journal.ts';
import type { ParkedWhy, ReadOp } from './read-op.ts';
import { recordScans } from './record-scans.ts';

export type FreshOps = {
  readonly journalId: JournalId;
  readonly station: LoadedStation;
  readonly ops: readonly ReadOp[];
};

/** Writes operations that were never seen, and what they do. Answers in the order of the operations. */
export async function applyFreshOps(tx: Tx, ctx: StationCtx, fresh: FreshOps): Promise<readonly OpAnswer[]> {
  const { orgId, now } = ctx;
  const { stationId, name: stationName } = fresh.station;
  const afterRevocation = ctx.revokedAt !== null;
  const parked = await recordScans(tx, { orgId, now, stationId, stationName, afterRevocation }, fresh.ops);
  await openJournal(tx, ctx, fresh.journalId);
  const rows = fresh.ops.map(op => opRow(ctx, fresh.journalId, op, parked.get(op.seq) ?? null));
  const insert = (nested: Tx, some: readonly StationOpRow[]) => insertStationOps(nested, { orgId, stationId }, some);
  const unstorable = await bisectRows(tx, rows, insert);
  await insert(tx, unstorable.map(wrapped));
  await resolveEarlier(tx, { orgId, stationId }, rows);
  return rows.map(({ seq, opId, outcome, why }) => ({
    seq,
    opId,
    outcome: outcome === 'parked' ? 'parked' : 'applied',
    why,
  }));
}

/** What the station put into its journal once more and is applied now needs nobody's eye any longer where it was parked before. */
async function resolveEarlier(
  tx: Tx,
  { orgId, stationId }: { readonly orgId: OrgId; readonly stationId: StationId },
  rows: readonly StationOpRow[],
): Promise<void> {
  const applied = rows.filter(row => row.outcome === 'applied').map(row => row.opId);
  if (applied.length === 0) return;
  await tx
    .update(stationOps)
    .set({ outcome: 'resolved', why: null })
    .where(
      and(
        eq(stationOps.orgId, orgId),
        eq(stationOps.stationId, stationId),
        eq(stationOps.outcome, 'parked'),
        inArray(stationOps.opId, applied),
      ),
    );
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
