import { and, count, eq } from 'drizzle-orm';
import type { CheckpointId, EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { checkpoints, gates } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadCheckpoint } from './load-checkpoint.ts';

export async function removeCheckpoint(
  ctx: Ctx,
  eventId: EventId,
  checkpointId: CheckpointId,
): Promise<{ removed: CheckpointId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadCheckpoint(tx, ctx.orgId, eventId, checkpointId);
    const [used] = await tx
      .select({ rows: count() })
      .from(gates)
      .where(and(eq(gates.orgId, ctx.orgId), eq(gates.eventId, eventId), eq(gates.checkpointId, checkpointId)));
    if ((used?.rows ?? 0) > 0)
      throw refusal('event-locked', { field: 'checkpointId', sentence: 'Gates still belong to this checkpoint.' });
    await tx
      .delete(checkpoints)
      .where(
        and(
          eq(checkpoints.orgId, ctx.orgId),
          eq(checkpoints.eventId, eventId),
          eq(checkpoints.checkpointId, checkpointId),
        ),
      );
    await audit(tx, ctx, { verb: 'checkpoint.remove', target: checkpointId, before, after: null });
    return { removed: checkpointId };
  });
}
