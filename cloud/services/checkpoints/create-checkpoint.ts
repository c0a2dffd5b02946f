import { type CheckpointView, createCheckpointSchema } from '#shared/api/checkpoints.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { checkpoints } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { checkpointColumns } from './checkpoint-columns.ts';
import { loadCheckpoint } from './load-checkpoint.ts';
import { loadCheckpoints } from './load-checkpoints.ts';
import { refreshDoorAnswers } from './refresh-door-answers.ts';
import { requireKnownZone } from './require-known-zone.ts';
import { requireSoundRule } from './require-sound-rule.ts';

export async function createCheckpoint(ctx: Ctx, eventId: EventId, raw: unknown): Promise<CheckpointView> {
  requirePermission(ctx, 'events:edit');
  const input = createCheckpointSchema.parse(raw);
  const checkpointId = input.checkpointId ?? mintId('CheckpointId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'checkpoint.create', key: checkpointId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadCheckpoints(tx, ctx.orgId, eventId), limits.checkpointsPerEventMax);
      await requireKnownZone(tx, ctx.orgId, eventId, input.zoneId);
      await requireSoundRule(tx, ctx.orgId, eventId, input.rule);
      await requireKnownParts(tx, ctx.orgId, eventId, { admitsTierIds: { tierIds: input.admitsTierIds ?? [] } });
      await tx.insert(checkpoints).values({ ...checkpointColumns(input), orgId: ctx.orgId, eventId, checkpointId });
      if (input.rule) await refreshDoorAnswers(tx, ctx.orgId, eventId);
      const after = await loadCheckpoint(tx, ctx.orgId, eventId, checkpointId);
      await audit(tx, ctx, { verb: 'checkpoint.create', target: checkpointId, before: null, after });
      return after;
    }),
  );
}
