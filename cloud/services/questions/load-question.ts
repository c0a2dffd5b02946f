import type { QuestionView } from '#shared/api/questions.ts';
import type { EventId, OrgId, QuestionId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadQuestions } from './load-questions.ts';

export async function loadQuestion(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  questionId: QuestionId,
): Promise<QuestionView> {
  const found = (await loadQuestions(tx, orgId, eventId)).find(row => row.questionId === questionId);
  if (found === undefined) throw refusal('not-found');
  return found;
}
