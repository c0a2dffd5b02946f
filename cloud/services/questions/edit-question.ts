import { and, eq } from 'drizzle-orm';
import { editQuestionSchema, type QuestionView } from '#shared/api/questions.ts';
import type { EventId, QuestionId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { questions } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { loadQuestion } from './load-question.ts';
import { requireSoundQuestion } from './require-sound-question.ts';

export async function editQuestion(
  ctx: Ctx,
  eventId: EventId,
  questionId: QuestionId,
  raw: unknown,
): Promise<QuestionView> {
  requirePermission(ctx, 'events:edit');
  const changes = editQuestionSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadQuestion(tx, ctx.orgId, eventId, questionId);
    await requireKnownParts(tx, ctx.orgId, eventId, { tierIds: { tierIds: changes.tierIds ?? [] } });
    requireSoundQuestion({ ...before, ...definedOnly(changes) });
    await tx
      .update(questions)
      .set({ ...definedOnly(changes), questionId })
      .where(and(eq(questions.orgId, ctx.orgId), eq(questions.eventId, eventId), eq(questions.questionId, questionId)));
    const after = await loadQuestion(tx, ctx.orgId, eventId, questionId);
    await audit(tx, ctx, { verb: 'question.edit', target: questionId, before, after });
    return after;
  });
}
