import { and, asc, eq } from 'drizzle-orm';
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
    .select()
    .from(stations)
    .where(and(eq(stations.orgId, orgId), eq(stations.stationId, stationId)));
  const [row] = await (options.forUpdate === true ? query.for('update') : query);
  if (row === undefined) throw refusal('not-found');
  const events = await tx
    .select({ eventId: stationEvents.eventId })
    .from(stationEvents)
    .where(and(eq(stationEvents.orgId, orgId), eq(stationEvents.stationId, stationId)))
    .orderBy(asc(stationEvents.eventId));
  const { orgId: _orgId, pairedBy: _pairedBy, ...station } = row;
  return { ...station, eventIds: events.map(event => event.eventId) };
}

export async function loadScope(tx: Tx, orgId: OrgId, station: LoadedStation): Promise<StationScope> {
  const [organization] = await tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.orgId, orgId));
  if (organization === undefined) throw refusal('not-found');
  return {
    stationId: station.stationId,
    stationName: station.name,
    orgId,
    orgName: organization.name,
    eventIds: [...station.eventIds],
    gateId: station.gateId,
  };
}
