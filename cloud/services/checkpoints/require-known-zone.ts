import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadZones } from './load-zones.ts';

/** The zone that input names must be of this event. */
export async function requireKnownZone(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  zoneId: string | null | undefined,
): Promise<void> {
  if (zoneId === null || zoneId === undefined) return;
  if (!(await loadZones(tx, orgId, eventId)).some(zone => zone.zoneId === zoneId))
    throw refusal('bad-input', { field: 'zoneId', sentence: 'this event has no such zone' });
}
