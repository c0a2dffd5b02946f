import { and, count, eq } from 'drizzle-orm';
import type { EventId, QuestionId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { questions } from '../../db/tables/events.ts';
import { orderAnswers } from '../../db/tables/orders.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadQuestion } from './load-question.ts';

export async function removeQuestion(
  ctx: Ctx,
  eventId: EventId,
  questionId: QuestionId,
): Promise<{ removed: QuestionId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadQuestion(tx, ctx.orgId, eventId, questionId);
    const [used] = await tx
      .select({ rows: count() })
      .from(orderAnswers)
      .where(
        and(
          eq(orderAnswers.orgId, ctx.orgId),
          eq(orderAnswers.eventId, eventId),
          eq(orderAnswers.questionId, questionId),
        ),
      );
    if ((used?.rows ?? 0) > 0)
      throw refusal('event-locked', {
        field: 'questionId',
        sentence: 'This question was answered. Archive it instead.',
      });
    await tx
      .delete(questions)
      .where(and(eq(questions.orgId, ctx.orgId), eq(questions.eventId, eventId), eq(questions.questionId, questionId)));
    await audit(tx, ctx, { verb: 'question.remove', target: questionId, before, after: null });
    return { removed: questionId };
  });
}
