import { createMiddleware } from 'hono/factory';
import { isId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Ctx } from '../services/ctx.ts';
import { enterOrganization } from '../services/organizations/enter-organization.ts';
import type { AppContext, AppDeps, AppEnv } from './app.ts';
import { personCtx } from './person.ts';
import { roomsOf } from './whose-rooms.ts';

/** Below `/api/orgs/:orgId`: members only. An organization of others, one that is not there and a garbled id answer alike. */
export function organization(deps: AppDeps) {
  const rooms = roomsOf(deps.db);
  return createMiddleware<AppEnv>(async (c, next) => {
    const orgId = c.req.param('orgId');
    const person = await personCtx(deps, c);
    if (!isId('OrgId', orgId)) throw refusal('not-found');
    c.set('ctx', await enterOrganization(person, orgId));
    rooms.found(c.req.path, '', orgId);
    await next();
  });
}

/** What a verb is given, in the organization of the path. */
export function orgCtx(c: AppContext): Ctx {
  return c.get('ctx');
}
