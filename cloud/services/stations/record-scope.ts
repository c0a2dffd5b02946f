import { and, eq, inArray } from 'drizzle-orm';
import type { EventId, GateId, OrgId, StationId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { events, gates } from '../../db/tables/events.ts';
import { stationEvents } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type ScopeInput = {
  readonly eventIds: readonly EventId[];
  readonly gate: { readonly eventId: EventId; readonly gateId: GateId } | null;
};

/** Refuses events and gates that are not this organization's, as if they were not there. */
export async function checkScope(tx: Tx, orgId: OrgId, scope: ScopeInput): Promise<void> {
  const wanted = [...new Set(scope.eventIds)];
  const found = await tx
    .select({ eventId: events.eventId })
    .from(events)
    .where(and(eq(events.orgId, orgId), inArray(events.eventId, wanted)));
  if (found.length !== wanted.length) throw refusal('not-found');
  if (scope.gate === null) return;
  if (!wanted.includes(scope.gate.eventId))
    throw refusal('bad-input', { field: 'gate', sentence: 'The gate belongs to none of the chosen events.' });
  const [gate] = await tx
    .select({ gateId: gates.gateId })
    .from(gates)
    .where(and(eq(gates.orgId, orgId), eq(gates.eventId, scope.gate.eventId), eq(gates.gateId, scope.gate.gateId)));
  if (gate === undefined) throw refusal('not-found');
}

export async function recordStationEvents(
  tx: Tx,
  orgId: OrgId,
  stationId: StationId,
  eventIds: readonly EventId[],
): Promise<void> {
  await tx.delete(stationEvents).where(and(eq(stationEvents.orgId, orgId), eq(stationEvents.stationId, stationId)));
  await tx.insert(stationEvents).values([...new Set(eventIds)].map(eventId => ({ orgId, stationId, eventId })));
}
