import { matchedRoutes } from 'hono/route';
import { isRefusal, type Refusal } from '#shared/kernel/refusal.ts';
import { describeFault } from '../services/describe-fault.ts';
import type { AppContext, AppDeps } from './app.ts';
import { refusalOf } from './refusal-of.ts';

/**
 * The refusal behind an error, for whoever answers it; null when it is a fault of ours. That a constraint of the database had to
 * say no where a verb should have is noted, whoever answers.
 */
export function noteRefusal(deps: Pick<AppDeps, 'log'>, c: AppContext, error: unknown): Refusal | null {
  const refused = refusalOf(error);
  if (refused !== null && !isRefusal(error) && refused.code !== 'bad-input')
    deps.log({ level: 'warn', event: 'database-refused', ...whereOf(c), ...describeFault(error) });
  return refused;
}

/** A fault says nothing of itself; the log has it. */
export function noteFault(deps: Pick<AppDeps, 'log'>, c: AppContext, error: unknown): void {
  deps.log({ level: 'error', event: 'fault', ...whereOf(c), ...describeFault(error) });
}

/** The route and not the path: addresses of orders, offers and payments are keys to them, and last. */
function whereOf(c: AppContext) {
  return { requestId: c.get('requestId'), method: c.req.method, route: matchedRoutes(c).at(-1)?.path ?? '' };
}
