import { and, asc, eq } from 'drizzle-orm';
import type { ZoneView } from '#shared/api/checkpoints.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { zones } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadZones(tx: Tx, orgId: OrgId, eventId: EventId): Promise<ZoneView[]> {
  return tx
    .select({ zoneId: zones.zoneId, name: zones.name, capacity: zones.capacity, position: zones.position })
    .from(zones)
    .where(and(eq(zones.orgId, orgId), eq(zones.eventId, eventId)))
    .orderBy(asc(zones.position), asc(zones.zoneId));
}
