import type { QuestionView } from '#shared/api/questions.ts';
import type { QuestionId, TierId } from '#shared/kernel/ids.ts';

/** CK-16: the required questions that a ticket of this tier still has to answer at the door. */
export function questionsOpenAtDoor(
  questions: readonly QuestionView[],
  tierId: TierId,
  answered: readonly QuestionId[],
): QuestionId[] {
  return questions
    .filter(question => !question.archived && question.required && question.atDoor && question.per === 'ticket')
    .filter(question => question.tierIds === null || question.tierIds.includes(tierId))
    .map(question => question.questionId)
    .filter(questionId => !answered.includes(questionId));
}
