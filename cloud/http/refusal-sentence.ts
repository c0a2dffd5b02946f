import type { RefusalCode, RefusalFacts } from '#shared/kernel/refusal.ts';
import { refusalSentence as refusalWords } from '#shared/wording/refusal-sentence.ts';

/** What the caller reads. A refusal that carries its own sentence (bad input does) keeps it; the others are worded in `shared`. */
export function refusalSentence(code: RefusalCode, facts: RefusalFacts): string {
  if (typeof facts.sentence === 'string') return facts.sentence;
  return refusalWords(code, facts, { language: 'en', zone: 'UTC', now: null });
}
