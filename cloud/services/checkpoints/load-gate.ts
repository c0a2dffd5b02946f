import type { GateView } from '#shared/api/checkpoints.ts';
import type { EventId, GateId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadGates } from './load-gates.ts';

export async function loadGate(tx: Tx, orgId: OrgId, eventId: EventId, gateId: GateId): Promise<GateView> {
  const found = (await loadGates(tx, orgId, eventId)).find(row => row.gateId === gateId);
  if (found === undefined) throw refusal('not-found');
  return found;
}
