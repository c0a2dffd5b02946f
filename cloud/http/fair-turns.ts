import { createMiddleware } from 'hono/factory';
import { limits } from '#shared/kernel/limits.ts';
import { rightOfWay } from '../services/holds/right-of-way.ts';
import type { AppDeps, AppEnv } from './app.ts';
import { createTurns } from './create-turns.ts';
import { roomsOf } from './whose-rooms.ts';

/** IN-10: requests of one organization never make those of another wait for all of them. */
export function fairTurns({ db, answered }: Pick<AppDeps, 'db' | 'answered'>) {
  const way = rightOfWay(db);
  const rooms = roomsOf(db);
  const turns = createTurns({ perTurn: limits.requestsPerTurn, later: setImmediate });
  return createMiddleware<AppEnv>(async (c, next) => {
    // What is for everybody, as a script or a webhook, may well be for those in the rush: nobody makes way for it.
    const whose = rooms.whose(c.req.path, c.req.header('host') ?? '');
    const leave = whose === undefined ? null : way.enter(whose);
    try {
      if (whose !== undefined && way.isCrowd(whose)) await way.clear(whose);
      await turns(whose ?? '');
      await next();
    } finally {
      answered?.(c.env);
      leave?.();
    }
  });
}
