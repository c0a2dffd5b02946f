import type { AskQuestion, Verdict } from '#shared/admission/types.ts';
import type { ScanAnswer } from '#shared/api/station.ts';
import type { Language } from '#shared/catalog/languages.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { catalogues } from '#shared/wording/catalogues.ts';
import { tellIn } from '#shared/wording/tell-in.ts';
import { questionWords, verdictWords } from '#shared/wording/verdict-words.ts';
import { sayIn } from './use-words.ts';

/** What the screen says: the word, one sentence of reason, and what the organizer wrote, kept apart from ours. */
export type VerdictText = { readonly word: string; readonly sentence: string | null; readonly quote: string | null };

/** Where and when it is read. */
export type Place = { readonly now: Instant; readonly zone: string; readonly language: Language };

export function verdictText({ verdict, verify }: Pick<ScanAnswer, 'verdict' | 'verify'>, place: Place): VerdictText {
  const quote = quoteOf(verdict);
  const { word, sentence } = verdictWords(quote === null ? verdict : withoutQuote(verdict), place);
  const valid = verify && verdict.kind === 'admit' && verdict.basis !== 'self-test';
  return {
    word: valid ? sayIn(place.language)('wordValid') : word,
    sentence: needsSentence(verdict) ? sentence : null,
    quote,
  };
}

/** The green of a plain admission says enough, and the questions of an `ask` stand in their own band. */
function needsSentence(verdict: Verdict): boolean {
  if (verdict.kind === 'ask') return false;
  return verdict.kind !== 'admit' || (verdict.basis !== 'roster' && verdict.direction === 'in');
}

function quoteOf(verdict: Verdict): string | null {
  return verdict.kind === 'refuse' && verdict.facts.reason === 'blocked' && verdict.facts.text !== ''
    ? verdict.facts.text
    : null;
}

function withoutQuote(verdict: Verdict): Verdict {
  return verdict.kind === 'refuse' && verdict.facts.reason === 'blocked'
    ? { ...verdict, facts: { ...verdict.facts, text: '' } }
    : verdict;
}

/** What to check, as one instruction, and the organizer's own words on it. */
export function questionText(
  question: AskQuestion,
  place: Place,
): { readonly sentence: string | null; readonly quote: string | null } {
  if (question.kind === 'attention') return { sentence: null, quote: question.text };
  const quote = 'what' in question ? question.what : null;
  const bare = 'what' in question ? { ...question, what: null } : question;
  return { sentence: questionWords(bare, catalogues[place.language], tellIn(place)), quote };
}

/** What was confirmed, as "Confirmed: age, identity." */
export function confirmedText(verdict: Verdict, place: Place): string | null {
  if (verdict.kind !== 'admit' || verdict.confirmed.length === 0) return null;
  return catalogues[place.language].admitted.confirmed(verdict.confirmed);
}
