import { discardParkedSchema } from '#shared/api/stations.ts';
import { audit } from '../../db/audit.ts';
import { stationOps } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadParked, type ParkedKey, whichOp } from './load-parked.ts';
import type { ParkedOutcome } from './retry-parked.ts';

/** Somebody looked at a parked operation and decides that nothing comes of it. The row stays, with who and why in the audit log. */
export async function discardParked(ctx: Ctx, key: ParkedKey, raw: unknown): Promise<ParkedOutcome> {
  requirePermission(ctx, 'stations:edit');
  const { reason } = discardParkedSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const row = await loadParked(tx, ctx.orgId, key);
    const why = { code: row.why?.code ?? 'parked', sentence: reason };
    await tx.update(stationOps).set({ outcome: 'discarded', why }).where(whichOp(ctx.orgId, key));
    await audit(tx, ctx, {
      verb: 'station.discard-op',
      target: row.opId,
      before: { outcome: 'parked', why: row.why },
      after: { outcome: 'discarded', reason },
    });
    return { outcome: 'discarded', why };
  });
}
