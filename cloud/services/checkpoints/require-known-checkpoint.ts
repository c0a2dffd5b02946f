import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadCheckpoints } from './load-checkpoints.ts';

/** The checkpoint that input names must be of this event. */
export async function requireKnownCheckpoint(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  checkpointId: string | undefined,
): Promise<void> {
  if (checkpointId === undefined) return;
  if (!(await loadCheckpoints(tx, orgId, eventId)).some(checkpoint => checkpoint.checkpointId === checkpointId))
    throw refusal('bad-input', { field: 'checkpointId', sentence: 'this event has no such checkpoint' });
}
