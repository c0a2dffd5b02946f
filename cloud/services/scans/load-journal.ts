import { and, between, eq } from 'drizzle-orm';
import type { JournalId } from '#shared/kernel/ids.ts';
import { journalStartHash } from '#shared/sync/canonical-op.ts';
import type { SeenOperation } from '#shared/sync/check-sequence.ts';
import type { OpsRequest } from '#shared/sync/operations.ts';
import { stationJournals, stationOps } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { type JournalFacts, sequenceRange } from './plan-ops.ts';

/** Where a journal of this station ends here, and the answers to what the batch may repeat. A journal not heard of begins empty. */
export async function loadJournal(tx: Tx, ctx: StationCtx, request: OpsRequest): Promise<JournalFacts> {
  const { orgId, station } = ctx;
  const [known] = await tx
    .select({ seq: stationJournals.lastSeq, hash: stationJournals.lastHash })
    .from(stationJournals)
    .where(
      and(
        eq(stationJournals.orgId, orgId),
        eq(stationJournals.stationId, station.stationId),
        eq(stationJournals.journalId, request.journalId),
      ),
    );
  if (known === undefined) return { last: { seq: 0, hash: journalStartHash }, stored: new Map() };
  const { from, to } = sequenceRange(request.ops);
  if (from > known.seq) return { last: known, stored: new Map() };
  const rows = await tx
    .select()
    .from(stationOps)
    .where(
      and(
        eq(stationOps.orgId, orgId),
        eq(stationOps.stationId, station.stationId),
        eq(stationOps.journalId, request.journalId),
        between(stationOps.seq, from, to),
      ),
    );
  const stored = rows.map(
    ({ seq, opId, hash, outcome, why }) =>
      [
        seq,
        {
          hash,
          answer: { seq, opId, outcome: outcome === 'parked' || outcome === 'discarded' ? 'parked' : 'applied', why },
        },
      ] as const,
  );
  return { last: known, stored: new Map(stored) };
}

export async function recordJournal(
  tx: Tx,
  ctx: StationCtx,
  journal: { readonly journalId: JournalId; readonly last: SeenOperation },
): Promise<void> {
  await tx
    .update(stationJournals)
    .set({ lastSeq: journal.last.seq, lastHash: journal.last.hash })
    .where(
      and(
        eq(stationJournals.orgId, ctx.orgId),
        eq(stationJournals.stationId, ctx.station.stationId),
        eq(stationJournals.journalId, journal.journalId),
      ),
    );
}

/** The row that operations refer to. */
export async function openJournal(tx: Tx, ctx: StationCtx, journalId: JournalId): Promise<void> {
  await tx
    .insert(stationJournals)
    .values({
      orgId: ctx.orgId,
      stationId: ctx.station.stationId,
      journalId,
      lastSeq: 0,
      lastHash: journalStartHash,
      startedAt: ctx.now,
    })
    .onConflictDoNothing();
}
