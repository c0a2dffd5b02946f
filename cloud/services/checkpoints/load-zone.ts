import type { ZoneView } from '#shared/api/checkpoints.ts';
import type { EventId, OrgId, ZoneId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadZones } from './load-zones.ts';

export async function loadZone(tx: Tx, orgId: OrgId, eventId: EventId, zoneId: ZoneId): Promise<ZoneView> {
  const found = (await loadZones(tx, orgId, eventId)).find(row => row.zoneId === zoneId);
  if (found === undefined) throw refusal('not-found');
  return found;
}
