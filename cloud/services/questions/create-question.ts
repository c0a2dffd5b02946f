import { createQuestionSchema, type QuestionView } from '#shared/api/questions.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { questions } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { loadQuestion } from './load-question.ts';
import { loadQuestions } from './load-questions.ts';
import { requireSoundQuestion } from './require-sound-question.ts';

export async function createQuestion(ctx: Ctx, eventId: EventId, raw: unknown): Promise<QuestionView> {
  requirePermission(ctx, 'events:edit');
  const input = createQuestionSchema.parse(raw);
  const questionId = input.questionId ?? mintId('QuestionId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'question.create', key: questionId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadQuestions(tx, ctx.orgId, eventId), limits.questionsPerEventMax);
      await requireKnownParts(tx, ctx.orgId, eventId, { tierIds: { tierIds: input.tierIds ?? [] } });
      requireSoundQuestion(input);
      await tx.insert(questions).values({ ...input, orgId: ctx.orgId, eventId, questionId });
      const after = await loadQuestion(tx, ctx.orgId, eventId, questionId);
      await audit(tx, ctx, { verb: 'question.create', target: questionId, before: null, after });
      return after;
    }),
  );
}
