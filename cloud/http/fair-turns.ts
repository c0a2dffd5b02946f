import { createMiddleware } from 'hono/factory';
import { limits } from '#shared/kernel/limits.ts';
import type { AppEnv } from './app.ts';
import { createTurns } from './create-turns.ts';

/** Requests of one organization never make those of another wait for all of them. */
export function fairTurns() {
  const turns = createTurns({ perTurn: limits.requestsPerTurn, later: setImmediate });
  return createMiddleware<AppEnv>(async (c, next) => {
    await turns(whoseOf(c.req.path) ?? c.req.header('host') ?? '');
    await next();
  });
}

/** Whose shop or rooms a path is in, by the name it has there; elsewhere the host tells. */
function whoseOf(path: string): string | undefined {
  return /^\/(?:o|api\/orgs)\/([^/]+)/.exec(path)?.[1];
}
