import { and, eq } from 'drizzle-orm';
import { type CheckpointView, editCheckpointSchema } from '#shared/api/checkpoints.ts';
import type { CheckpointId, EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { checkpoints } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { checkpointColumns } from './checkpoint-columns.ts';
import { loadCheckpoint } from './load-checkpoint.ts';
import { refreshDoorAnswers } from './refresh-door-answers.ts';
import { requireKnownZone } from './require-known-zone.ts';
import { requireSoundRule } from './require-sound-rule.ts';

export async function editCheckpoint(
  ctx: Ctx,
  eventId: EventId,
  checkpointId: CheckpointId,
  raw: unknown,
): Promise<CheckpointView> {
  requirePermission(ctx, 'events:edit');
  const { version, ...changes } = editCheckpointSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadCheckpoint(tx, ctx.orgId, eventId, checkpointId);
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    await requireKnownZone(tx, ctx.orgId, eventId, changes.zoneId);
    await requireSoundRule(tx, ctx.orgId, eventId, changes.rule);
    await requireKnownParts(tx, ctx.orgId, eventId, { admitsTierIds: { tierIds: changes.admitsTierIds ?? [] } });
    await tx
      .update(checkpoints)
      .set({ ...definedOnly({ ...checkpointColumns(changes), version: version + 1 }), checkpointId })
      .where(
        and(
          eq(checkpoints.orgId, ctx.orgId),
          eq(checkpoints.eventId, eventId),
          eq(checkpoints.checkpointId, checkpointId),
        ),
      );
    if (changes.rule !== undefined) await refreshDoorAnswers(tx, ctx.orgId, eventId);
    const after = await loadCheckpoint(tx, ctx.orgId, eventId, checkpointId);
    await audit(tx, ctx, { verb: 'checkpoint.edit', target: checkpointId, before, after });
    return after;
  });
}
