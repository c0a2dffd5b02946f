import { and, asc, eq } from 'drizzle-orm';
import type { GateView } from '#shared/api/checkpoints.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { gates } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadGates(tx: Tx, orgId: OrgId, eventId: EventId): Promise<GateView[]> {
  return tx
    .select({ gateId: gates.gateId, name: gates.name, checkpointId: gates.checkpointId, position: gates.position })
    .from(gates)
    .where(and(eq(gates.orgId, orgId), eq(gates.eventId, eventId)))
    .orderBy(asc(gates.position), asc(gates.gateId));
}
