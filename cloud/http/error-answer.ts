import { matchedRoutes } from 'hono/route';
import { isRefusal, type Refusal } from '#shared/kernel/refusal.ts';
import { describeFault } from '../services/describe-fault.ts';
import type { AppContext, AppDeps } from './app.ts';
import { refusalOf } from './refusal-of.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { refusalStatus } from './refusal-status.ts';

/** Every error as `{ error: { code, sentence, facts, field? } }`. A fault says nothing of itself; the log has it. */
export function errorAnswer(deps: Pick<AppDeps, 'log'>, c: AppContext, error: unknown): Response {
  const known = refusalOf(error);
  if (known === null) {
    deps.log({ level: 'error', event: 'fault', ...whereOf(c), ...describeFault(error) });
    return c.json({ error: { code: 'fault', sentence: 'Something went wrong on our side.', facts: {} } }, 500);
  }
  if (!isRefusal(error) && known.code !== 'bad-input')
    deps.log({ level: 'warn', event: 'database-refused', ...whereOf(c), ...describeFault(error) });
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

/** The route and not the path: addresses of orders, offers and payments are keys to them, and last. */
function whereOf(c: AppContext) {
  return { requestId: c.get('requestId'), method: c.req.method, route: matchedRoutes(c).at(-1)?.path ?? '' };
}
