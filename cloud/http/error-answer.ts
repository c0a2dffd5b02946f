import { isRefusal, type Refusal } from '#shared/kernel/refusal.ts';
import type { AppContext, AppDeps } from './app.ts';
import { refusalOf } from './refusal-of.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { refusalStatus } from './refusal-status.ts';

/** Every error as `{ error: { code, sentence, facts, field? } }`. A fault says nothing of itself; the log has it. */
export function errorAnswer(deps: Pick<AppDeps, 'log'>, c: AppContext, error: unknown): Response {
  const known = refusalOf(error);
  if (known === null) {
    deps.log({ level: 'error', event: 'fault', requestId: c.get('requestId'), path: c.req.path, ...describe(error) });
    return c.json({ error: { code: 'fault', sentence: 'Something went wrong on our side.', facts: {} } }, 500);
  }
  if (!isRefusal(error) && known.code !== 'bad-input')
    deps.log({
      level: 'warn',
      event: 'database-refused',
      requestId: c.get('requestId'),
      path: c.req.path,
      ...describe(error),
    });
  return refusalAnswer(c, known);
}

export function refusalAnswer(c: AppContext, refused: Refusal): Response {
  const { field, sentence: _sentence, ...facts } = refused.facts;
  const retryAfterMs = refused.facts.retryAfterMs;
  if (typeof retryAfterMs === 'number') c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  return c.json(
    {
      error: {
        code: refused.code,
        sentence: refusalSentence(refused.code, refused.facts),
        facts,
        ...(typeof field === 'string' ? { field } : {}),
      },
    },
    refusalStatus[refused.code],
  );
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { message: error.message.slice(0, 500), stack: error.stack, ...cause };
}
