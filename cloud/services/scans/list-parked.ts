import { and, asc, eq } from 'drizzle-orm';
import type { ParkedOperation } from '#shared/api/stations.ts';
import { limits } from '#shared/kernel/limits.ts';
import { stationOps } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

/** What stations told and nobody could apply: kept until a person tries it again or discards it. */
export async function listParked(ctx: Ctx): Promise<{ items: ParkedOperation[] }> {
  requirePermission(ctx, 'stations:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select()
        .from(stationOps)
        .where(and(eq(stationOps.orgId, ctx.orgId), eq(stationOps.outcome, 'parked')))
        .orderBy(asc(stationOps.receivedAt), asc(stationOps.stationId), asc(stationOps.seq))
        .limit(limits.pageSizeMax);
      return {
        items: rows.map(({ stationId, journalId, seq, opId, at, receivedAt, afterRevocation, why, body }) => ({
          stationId,
          journalId,
          seq,
          opId,
          at,
          receivedAt,
          afterRevocation,
          why,
          body,
        })),
      };
    },
    { readOnly: true },
  );
}
