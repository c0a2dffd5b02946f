import { and, asc, eq } from 'drizzle-orm';
import type { CheckpointView } from '#shared/api/checkpoints.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { checkpoints } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadCheckpoints(tx: Tx, orgId: OrgId, eventId: EventId): Promise<CheckpointView[]> {
  const rows = await tx
    .select()
    .from(checkpoints)
    .where(and(eq(checkpoints.orgId, orgId), eq(checkpoints.eventId, eventId)))
    .orderBy(asc(checkpoints.position), asc(checkpoints.checkpointId));
  return rows.map(({ orgId: _orgId, eventId: _eventId, opensAt, closesAt, admitsTierIds, ...row }) => ({
    ...row,
    admitsTierIds: admitsTierIds === null ? null : [...admitsTierIds],
    window: opensAt === null && closesAt === null ? null : { opensAt, closesAt },
  }));
}
