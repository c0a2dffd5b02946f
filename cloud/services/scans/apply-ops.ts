import { refusal } from '#shared/kernel/refusal.ts';
import { type OpAnswer, type OpsRequest, type OpsResponse, opsRequestSchema } from '#shared/sync/operations.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import { loadStation } from '../stations/load-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { applyFreshOps } from './apply-fresh-ops.ts';
import { loadJournal, recordJournal } from './load-journal.ts';
import { planOps } from './plan-ops.ts';
import { recordStationNews } from './record-station-news.ts';

/**
 * SY-2, SY-3: takes what a station journalled, in its order, each operation once for ever. Batches of one station wait for each other.
 * A scan is a fact and is never refused (CK-30); what cannot be applied is parked with its reason, and the sequence goes on. A revoked
 * station may still hand in what it has (SY-4).
 */
export async function applyOps(ctx: StationCtx, raw: unknown): Promise<OpsResponse> {
  const request = opsRequestSchema.parse(raw);
  if (request.protocol !== ctx.protocol)
    throw refusal('bad-input', { field: 'protocol', sentence: 'The body and its header speak different versions.' });
  return withTenant(ctx.db, ctx.orgId, tx => applyBatch(tx, ctx, request));
}

async function applyBatch(tx: Tx, ctx: StationCtx, request: OpsRequest): Promise<OpsResponse> {
  const station = await loadStation(tx, ctx.orgId, ctx.station.stationId, { forUpdate: true });
  const journal = await loadJournal(tx, ctx, request);
  const plan = planOps(request.ops, journal, ctx.now);
  if (plan.fresh.length === 0) return { answers: [...plan.repeats], lastSeq: plan.last.seq };
  const answers = await applyFreshOps(tx, ctx, { journalId: request.journalId, station, ops: plan.fresh });
  await recordJournal(tx, ctx, { journalId: request.journalId, last: plan.last });
  await recordStationNews(tx, ctx, plan.fresh);
  await audit(tx, ctx, {
    verb: 'station.ops',
    target: ctx.station.stationId,
    before: null,
    after: { journalId: request.journalId, ...summary(answers), afterRevocation: ctx.revokedAt !== null },
  });
  return { answers: inOrder([...plan.repeats, ...answers]), lastSeq: plan.last.seq };
}

function summary(answers: readonly OpAnswer[]) {
  return {
    from: answers[0]?.seq,
    to: answers.at(-1)?.seq,
    applied: answers.filter(answer => answer.outcome === 'applied').length,
    parked: answers.filter(answer => answer.outcome === 'parked').length,
  };
}

function inOrder(answers: readonly OpAnswer[]): OpAnswer[] {
  return [...answers].sort((a, b) => a.seq - b.seq);
}
