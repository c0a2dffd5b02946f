import { type DoorVerdictRule, hasTicket, type ScanContext } from './scan-context.ts';
import type { AskQuestion } from './types.ts';

/** CK-16: what the operator still has to confirm. */
export const askRule: DoorVerdictRule = context => {
  const questions = questionsFor(context).filter(question => !context.scan.confirmed.includes(question.kind));
  if (questions.length === 0 || !hasTicket(context)) return null;
  return { kind: 'ask', rule: 'CK-16', ticketId: context.ticketId, questions };
};

/** Everything this ticket gives reason to ask here, confirmed or not. */
export function questionsFor(context: ScanContext): readonly AskQuestion[] {
  return [
    ...proofQuestions(context),
    ...answerQuestions(context),
    ...attentionTexts(context),
    ...guardianQuestions(context),
  ];
}

function proofQuestions({ tier, ticket }: ScanContext): readonly AskQuestion[] {
  const proof = tier?.proof ?? null;
  if (proof === null) return [];
  const { ageMin, ageMax, what } = proof;
  if (proof.kind === 'age') return [{ kind: 'age', ageMin, ageMax, what }];
  if (proof.kind === 'identity') return [{ kind: 'identity', holder: ticket?.holder ?? null, what }];
  return [{ kind: 'entitlement', what }];
}

function answerQuestions({ ticket, facts }: ScanContext): readonly AskQuestion[] {
  if (ticket === null || ticket.missingAnswers.length === 0) return [];
  const labels = ticket.missingAnswers.flatMap(
    questionId => facts.event.questions.find(question => question.questionId === questionId)?.label ?? [],
  );
  return [{ kind: 'answer', questionIds: ticket.missingAnswers, labels }];
}

function attentionTexts({ ticket, tier, facts }: ScanContext): readonly AskQuestion[] {
  const texts = [ticket?.attention ?? null, tier?.attention ?? null, facts.checkpoint.attention];
  const told = new Set(texts.filter(text => text !== null && text.trim() !== ''));
  return [...told].map(text => ({ kind: 'attention', text: text ?? '' }));
}

function guardianQuestions({ tier, ticket, facts }: ScanContext): readonly AskQuestion[] {
  const bound = tier?.child != null || ticket?.guardianTicketId != null;
  if (!bound || facts.guardian?.inside === true) return [];
  return [{ kind: 'guardian', holder: facts.guardian?.holder ?? null }];
}
