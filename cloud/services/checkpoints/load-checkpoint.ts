import type { CheckpointView } from '#shared/api/checkpoints.ts';
import type { CheckpointId, EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadCheckpoints } from './load-checkpoints.ts';

export async function loadCheckpoint(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  checkpointId: CheckpointId,
): Promise<CheckpointView> {
  const found = (await loadCheckpoints(tx, orgId, eventId)).find(row => row.checkpointId === checkpointId);
  if (found === undefined) throw refusal('not-found');
  return found;
}
