import { and, count, eq } from 'drizzle-orm';
import type { OrganizerStation } from '#shared/api/stations.ts';
import type { OrgId, StationId } from '#shared/kernel/ids.ts';
import { stationOps } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadStation } from './load-station.ts';

/** A station as the organizer sees it, or not-found. */
export async function loadOrganizerStation(tx: Tx, orgId: OrgId, stationId: StationId): Promise<OrganizerStation> {
  const { eventIds, orgName: _orgName, ...station } = await loadStation(tx, orgId, stationId);
  const [parked] = await tx
    .select({ ops: count() })
    .from(stationOps)
    .where(and(eq(stationOps.orgId, orgId), eq(stationOps.stationId, stationId), eq(stationOps.outcome, 'parked')));
  return { ...station, eventIds: [...eventIds], parked: parked?.ops ?? 0 };
}
