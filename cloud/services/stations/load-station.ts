import { and, eq, sql } from 'drizzle-orm';
import type { EventId, GateId, OrgId, StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { StationScope } from '#shared/sync/protocol.ts';
import { organizations } from '../../db/tables/organizations.ts';
import { stationEvents, stations } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type LoadedStation = {
  readonly stationId: StationId;
  readonly name: string;
  readonly orgName: string;
  readonly state: 'active' | 'revoked';
  readonly gateEventId: EventId | null;
  readonly gateId: GateId | null;
  readonly eventIds: readonly EventId[];
  readonly pairedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastSeenAt: Instant | null;
  readonly protocol: number | null;
  readonly unsent: number | null;
  readonly rosterAsOf: Instant | null;
  readonly clockOffsetMs: number | null;
  readonly version: number;
};

/** A station of this organization with the events it may see, or not-found. */
export async function loadStation(
  tx: Tx,
  orgId: OrgId,
  stationId: StationId,
  options: { readonly forUpdate?: boolean } = {},
): Promise<LoadedStation> {
  const query = tx
    .select({
      station: stations,
      orgName: sql<string>`(select o.name from ${organizations} o where o.org_id = ${orgId})`,
      // One query: a station asks often, and each time this comes first.
      eventIds: sql<EventId[]>`(select coalesce(json_agg(e.event_id order by e.event_id), '[]') from ${stationEvents} e
        where e.org_id = ${orgId} and e.station_id = ${stationId})`,
    })
    .from(stations)
    .where(and(eq(stations.orgId, orgId), eq(stations.stationId, stationId)));
  const [row] = await (options.forUpdate === true ? query.for('update') : query);
  if (row === undefined) throw refusal('not-found');
  const { orgId: _orgId, pairedBy: _pairedBy, ...station } = row.station;
  return { ...station, orgName: row.orgName, eventIds: row.eventIds };
}

export function scopeOf(orgId: OrgId, station: LoadedStation): StationScope {
  return {
    stationId: station.stationId,
    stationName: station.name,
    orgId,
    orgName: station.orgName,
    eventIds: [...station.eventIds],
    gateId: station.gateId,
  };
}
