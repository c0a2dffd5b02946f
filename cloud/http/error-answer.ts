import type { Refusal } from '#shared/kernel/refusal.ts';
import type { AppContext, AppDeps } from './app.ts';
import { noteFault, noteRefusal } from './note-refusal.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { refusalStatus } from './refusal-status.ts';

/** Every error as `{ error: { code, sentence, facts, field? } }`. */
export function errorAnswer(deps: Pick<AppDeps, 'log'>, c: AppContext, error: unknown): Response {
  const refused = noteRefusal(deps, c, error);
  if (refused !== null) return refusalAnswer(c, refused);
  noteFault(deps, c, error);
  return faultAnswer(c);
}

export function faultAnswer(c: AppContext, sentence = 'Something went wrong on our side.'): Response {
  return c.json({ error: { code: 'fault', sentence, facts: {} } }, 500);
}

export function refusalAnswer(
  c: AppContext,
  refused: Refusal,
  said = refusalSentence(refused.code, refused.facts),
): Response {
  const { field, sentence: _sentence, ...facts } = refused.facts;
  sayRetryAfter(c, refused);
  return c.json(
    { error: { code: refused.code, sentence: said, facts, ...(typeof field === 'string' ? { field } : {}) } },
    refusalStatus[refused.code],
  );
}

/** When to come again, for programs. */
export function sayRetryAfter(c: AppContext, { facts: { retryAfterMs } }: Refusal): void {
  if (typeof retryAfterMs === 'number') c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
}
