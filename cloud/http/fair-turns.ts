import { createMiddleware } from 'hono/factory';
import { limits } from '#shared/kernel/limits.ts';
import { rightOfWay } from '../services/holds/right-of-way.ts';
import type { AppDeps, AppEnv } from './app.ts';
import { createBulkhead } from './create-bulkhead.ts';
import { createTurns } from './create-turns.ts';

/** Requests of one organization never make those of another wait for all of them. */
export function fairTurns({ db, publicUrl }: Pick<AppDeps, 'db' | 'publicUrl'>) {
  const ourHost = new URL(publicUrl).host;
  const way = rightOfWay(db);
  const turns = createTurns({ perTurn: limits.requestsPerTurn, later: setImmediate });
  const rooms = createBulkhead({ most: limits.requestsInsideMax, msMax: limits.requestsOutsideMsMax });
  return createMiddleware<AppEnv>(async (c, next) => {
    const host = c.req.header('host') ?? '';
    const named = whoseOf(c.req.path) ?? (host === ourHost ? undefined : host);
    const whose = named ?? host;
    c.set('whose', whose);
    // What is for everybody, as a script or a webhook, may well be for those in the rush: nobody makes way for it.
    const leave = named === undefined ? null : way.enter(named);
    const out = named === undefined ? null : await rooms(named);
    try {
      if (way.isCrowd(whose)) await way.clear(whose);
      await turns(whose);
      await next();
    } finally {
      out?.();
      leave?.();
    }
  });
}

/** Whose shop or rooms a path is in, by the name it has there; elsewhere the host tells. */
function whoseOf(path: string): string | undefined {
  return /^\/(?:o|api\/orgs)\/([^/]+)/.exec(path)?.[1];
}
