import { instantFromMs, instantMs } from '#shared/kernel/instant.ts';
import { opBodySchema } from '#shared/sync/operations.ts';
import { opBodyFromProtocol1 } from '#shared/sync/protocol-1.ts';
import { audit } from '../../db/audit.ts';
import { stationOps } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadStation } from '../stations/load-station.ts';
import { loadParked, type ParkedKey, whichOp } from './load-parked.ts';
import type { ParkedWhy, ReadOp } from './read-op.ts';
import { recordScans } from './record-scans.ts';

export type ParkedOutcome = { readonly outcome: 'parked' | 'resolved' | 'discarded'; readonly why: ParkedWhy | null };

/** Tries a parked operation again, as when its event has been made meanwhile. It stays parked, saying why, when that does not help. */
export async function retryParked(ctx: Ctx, key: ParkedKey): Promise<ParkedOutcome> {
  requirePermission(ctx, 'stations:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const row = await loadParked(tx, ctx.orgId, key);
    const station = await loadStation(tx, ctx.orgId, key.stationId);
    const source = {
      orgId: ctx.orgId,
      stationId: key.stationId,
      stationName: station.name,
      afterRevocation: row.afterRevocation,
      now: ctx.now,
    };
    const parked = await recordScans(tx, source, [readAgain(row)]);
    const why = parked.get(row.seq) ?? null;
    const outcome = why === null ? 'resolved' : 'parked';
    await tx.update(stationOps).set({ outcome, why }).where(whichOp(ctx.orgId, key));
    await audit(tx, ctx, {
      verb: 'station.retry-op',
      target: row.opId,
      before: { outcome: 'parked', why: row.why },
      after: { outcome, why },
    });
    return { outcome, why };
  });
}

function readAgain(row: typeof stationOps.$inferSelect): ReadOp {
  const body = opBodySchema.safeParse(opBodyFromProtocol1(row.body));
  const { seq, opId, hash, clockOffsetMs } = row;
  return {
    seq,
    opId,
    at: instantFromMs(instantMs(row.at)),
    clockOffsetMs,
    prevHash: '',
    hash,
    rawBody: row.body,
    content: body.success
      ? { kind: 'good', body: body.data }
      : { kind: 'bad', why: row.why ?? { code: 'bad-operation', sentence: 'It cannot be read.' } },
  };
}
