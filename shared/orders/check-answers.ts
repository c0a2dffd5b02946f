import type { QuestionId, TierId } from '../kernel/ids.ts';
import { isKeepable } from '../kernel/keepable.ts';
import { limits } from '../kernel/limits.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { parseDate } from './age-on.ts';

/** OR-4: a typed question, asked once per order or once per ticket. */
export type Question = {
  readonly questionId: QuestionId;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'choice' | 'date' | 'consent';
  readonly choices: readonly string[];
  readonly per: 'order' | 'ticket';
  readonly required: boolean;
  /** null asks for every tier. */
  readonly tierIds: readonly TierId[] | null;
};

export type Answers = Readonly<Record<string, string>>;

export type CheckedAnswers = {
  /** What is kept: answers to questions that were asked, in one spelling. */
  readonly answers: Answers;
  /** Required questions without an answer; empty unless that was allowed. */
  readonly missing: readonly QuestionId[];
};

/**
 * OR-4, OR-10: keeps the answers to what was asked of these tiers and drops everything else. `later`: a required answer may still be
 * missing, as at the till; the door asks for it then (CK-16).
 */
export function checkAnswers(
  given: Answers,
  asked: {
    readonly questions: readonly Question[];
    readonly per: Question['per'];
    readonly tierIds: readonly TierId[];
  },
  required: 'now' | 'later',
): Planned<CheckedAnswers> {
  const questions = asked.questions.filter(question => question.per === asked.per && isAsked(question, asked.tierIds));
  const answers: Record<string, string> = {};
  const missing: QuestionId[] = [];
  for (const question of questions) {
    const raw = (Object.hasOwn(given, question.questionId) ? (given[question.questionId] ?? '') : '').trim();
    const answer = raw === '' ? null : readAnswer(question, raw);
    if (raw !== '' && answer === null)
      return refused('answer-wrong', { field: question.questionId, label: question.label, kind: question.kind });
    if (answer !== null && !(question.kind === 'consent' && answer === 'no' && question.required))
      answers[question.questionId] = answer;
    else if (question.required) missing.push(question.questionId);
  }
  const [first] = missing;
  if (first !== undefined && required === 'now')
    return refused('answer-missing', {
      field: first,
      label: questions.find(question => question.questionId === first)?.label ?? '',
    });
  return { kind: 'planned', plan: { answers, missing } };
}

function isAsked(question: Question, tierIds: readonly TierId[]): boolean {
  return question.tierIds === null || question.tierIds.some(tierId => tierIds.includes(tierId));
}

/** The answer in the one spelling that is kept, or null when it is none. */
function readAnswer(question: Question, raw: string): string | null {
  switch (question.kind) {
    case 'text':
      return raw.length <= limits.answerCharsMax && isKeepable(raw) ? raw : null;
    case 'number':
      return /^-?\d{1,12}(?:[.,]\d{1,6})?$/.test(raw) ? raw.replace(',', '.') : null;
    case 'choice':
      return question.choices.includes(raw) ? raw : null;
    case 'date':
      return parseDate(raw) === null ? null : raw;
    case 'consent':
      return ['yes', 'true', 'on'].includes(raw.toLowerCase())
        ? 'yes'
        : ['no', 'false', 'off'].includes(raw.toLowerCase())
          ? 'no'
          : null;
  }
}

function refused(
  code: 'answer-wrong' | 'answer-missing',
  facts: Readonly<Record<string, string>>,
): Planned<CheckedAnswers> {
  return { kind: 'refused', refusal: refusal(code, facts) };
}
