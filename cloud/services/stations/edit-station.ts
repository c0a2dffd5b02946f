import { and, eq } from 'drizzle-orm';
import { editStationSchema, type OrganizerStation } from '#shared/api/stations.ts';
import type { StationId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { stations } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrganizerStation } from './load-organizer-station.ts';
import { loadStation } from './load-station.ts';
import { checkScope, recordStationEvents } from './record-scope.ts';

/** Renames a station or moves it to other events and another gate; a connected one learns of it at once. */
export async function editStation(ctx: Ctx, stationId: StationId, raw: unknown): Promise<OrganizerStation> {
  requirePermission(ctx, 'stations:edit');
  const input = editStationSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { version } = await loadStation(tx, ctx.orgId, stationId, { forUpdate: true });
    if (version !== input.version) throw refusal('conflict', { version });
    const before = await loadOrganizerStation(tx, ctx.orgId, stationId);
    await checkScope(tx, ctx.orgId, input);
    await tx
      .update(stations)
      .set({
        name: input.name,
        gateEventId: input.gate?.eventId ?? null,
        gateId: input.gate?.gateId ?? null,
        version: version + 1,
      })
      .where(and(eq(stations.orgId, ctx.orgId), eq(stations.stationId, stationId)));
    await recordStationEvents(tx, ctx.orgId, stationId, input.eventIds);
    const after = await loadOrganizerStation(tx, ctx.orgId, stationId);
    await audit(tx, ctx, { verb: 'station.edit', target: stationId, before, after });
    return after;
  });
}
