import { and, eq, sql } from 'drizzle-orm';
import type { OrganizerStation } from '#shared/api/stations.ts';
import type { StationId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { revokeDeviceTokens } from '../../db/station-doors.ts';
import { stations } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrganizerStation } from './load-organizer-station.ts';
import { loadStation } from './load-station.ts';

/** SY-4: from now on its tokens open nothing but the way to hand in its journal. Revoking twice changes nothing. */
export async function revokeStation(ctx: Ctx, stationId: StationId): Promise<OrganizerStation> {
  requirePermission(ctx, 'stations:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { state } = await loadStation(tx, ctx.orgId, stationId, { forUpdate: true });
    const before = await loadOrganizerStation(tx, ctx.orgId, stationId);
    if (state === 'revoked') return before;
    await revokeDeviceTokens(tx, { stationId, now: ctx.now });
    await tx
      .update(stations)
      .set({ state: 'revoked', revokedAt: ctx.now, version: sql`${stations.version} + 1` })
      .where(and(eq(stations.orgId, ctx.orgId), eq(stations.stationId, stationId)));
    const after = await loadOrganizerStation(tx, ctx.orgId, stationId);
    await audit(tx, ctx, { verb: 'station.revoke', target: stationId, before, after });
    return after;
  });
}
