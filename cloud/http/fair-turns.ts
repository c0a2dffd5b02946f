import { createMiddleware } from 'hono/factory';
import { limits } from '#shared/kernel/limits.ts';
import { rightOfWay } from '../services/holds/right-of-way.ts';
import type { AppDeps, AppEnv } from './app.ts';
import { createTurns } from './create-turns.ts';

/** Requests of one organization never make those of another wait for all of them. */
export function fairTurns({ db }: AppDeps) {
  const way = rightOfWay(db);
  const turns = createTurns({ perTurn: limits.requestsPerTurn, later: setImmediate });
  return createMiddleware<AppEnv>(async (c, next) => {
    const whose = whoseOf(c.req.path) ?? c.req.header('host') ?? '';
    c.set('whose', whose);
    const leave = way.enter(whose);
    try {
      await turns(whose);
      await next();
    } finally {
      leave();
    }
  });
}

/** Whose shop or rooms a path is in, by the name it has there; elsewhere the host tells. */
function whoseOf(path: string): string | undefined {
  return /^\/(?:o|api\/orgs)\/([^/]+)/.exec(path)?.[1];
}
