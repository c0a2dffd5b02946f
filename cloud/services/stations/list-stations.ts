import { asc, count, eq } from 'drizzle-orm';
import type { OrganizerStation } from '#shared/api/stations.ts';
import { limits } from '#shared/kernel/limits.ts';
import { stationEvents, stationOps, stations } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

/** All stations, those seen last first, with what they told of themselves. */
export async function listStations(ctx: Ctx): Promise<{ items: OrganizerStation[] }> {
  requirePermission(ctx, 'stations:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select()
        .from(stations)
        .where(eq(stations.orgId, ctx.orgId))
        .orderBy(asc(stations.state), asc(stations.name), asc(stations.stationId))
        .limit(limits.eventStationsMax);
      const events = await tx.select().from(stationEvents).where(eq(stationEvents.orgId, ctx.orgId));
      const eventsOf = Map.groupBy(events, row => row.stationId);
      const parked = await tx
        .select({ stationId: stationOps.stationId, ops: count() })
        .from(stationOps)
        .where(eq(stationOps.outcome, 'parked'))
        .groupBy(stationOps.stationId);
      const parkedOf = new Map(parked.map(row => [row.stationId, row.ops]));
      return {
        items: rows.map(({ orgId: _orgId, pairedBy: _pairedBy, ...row }) => ({
          ...row,
          eventIds: (eventsOf.get(row.stationId) ?? []).map(event => event.eventId).sort(),
          parked: parkedOf.get(row.stationId) ?? 0,
        })),
      };
    },
    { readOnly: true },
  );
}
