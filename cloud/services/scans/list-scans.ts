import { and, desc, eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { ScanRecord } from '#shared/api/scans.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { scans } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';

/** Every attempt at an event's doors, the latest first. */
export async function listScans(ctx: Ctx, eventId: EventId, query: PageQuery): Promise<Page<ScanRecord>> {
  requirePermission(ctx, 'scans:read');
  const cursor = decodeCursor(query.cursor, z.tuple([z.string(), z.string()]));
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      const rows = await tx
        .select()
        .from(scans)
        .where(
          and(
            eq(scans.orgId, ctx.orgId),
            eq(scans.eventId, eventId),
            cursor === null
              ? undefined
              : or(
                  sql`${scans.at} < ${cursor[0]}::timestamptz`,
                  and(sql`${scans.at} = ${cursor[0]}::timestamptz`, sql`${scans.scanId} < ${cursor[1]}`),
                ),
          ),
        )
        .orderBy(desc(scans.at), desc(scans.scanId))
        .limit(query.limit + 1);
      return pageOf(rows.map(recordOf), query.limit, row => [row.at, row.scanId]);
    },
    { readOnly: true },
  );
}

function recordOf(row: typeof scans.$inferSelect): ScanRecord {
  const { scanId, ticketId, checkpointId, gateName, stationId, stationName, operatorName, kind, at } = row;
  const { verdict, rule, reason, basis, via, overrideReason, afterRevocation } = row;
  const place = { checkpointId, gateName, stationId, stationName, operatorName };
  return { scanId, ticketId, ...place, kind, at, verdict, rule, reason, basis, via, overrideReason, afterRevocation };
}
