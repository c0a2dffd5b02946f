import { createMiddleware } from 'hono/factory';
import { authenticateStation } from '../services/stations/authenticate-station.ts';
import type { StationCtx } from '../services/stations/station-ctx.ts';
import type { AppContext, AppDeps, AppEnv } from './app.ts';
import { callCtx } from './person.ts';

/** SY-6: every answer to a station says what time it is here. */
export function stationTime(deps: Pick<AppDeps, 'now'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    c.res.headers.set('foyer-time', deps.now());
  });
}

/** Who is calling, by device token. */
export function stationCtx(deps: AppDeps, c: AppContext): Promise<StationCtx> {
  return authenticateStation(callCtx(deps, c), {
    authorization: c.req.header('authorization'),
    protocol: c.req.header('foyer-protocol'),
    unsent: c.req.header('foyer-unsent'),
  });
}
