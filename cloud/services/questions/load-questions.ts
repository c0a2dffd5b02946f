import { and, asc, eq } from 'drizzle-orm';
import type { QuestionView } from '#shared/api/questions.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { questions } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** Every question of the event, archived ones too, in the order they are asked. */
export async function loadQuestions(tx: Tx, orgId: OrgId, eventId: EventId): Promise<QuestionView[]> {
  const rows = await tx
    .select()
    .from(questions)
    .where(and(eq(questions.orgId, orgId), eq(questions.eventId, eventId)))
    .orderBy(asc(questions.position), asc(questions.questionId));
  return rows.map(({ orgId: _orgId, eventId: _eventId, choices, tierIds, ...row }) => ({
    ...row,
    choices: [...choices],
    tierIds: tierIds === null ? null : [...tierIds],
  }));
}
