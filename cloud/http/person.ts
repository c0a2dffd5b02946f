import { createMiddleware } from 'hono/factory';
import { refusal } from '#shared/kernel/refusal.ts';
import type { CallCtx, Person, PersonCtx } from '../services/ctx.ts';
import { type Network, networkOf } from '../services/network-of.ts';
import { whoCalls } from '../services/sessions/who-calls.ts';
import type { AppContext, AppDeps, AppEnv } from './app.ts';

/** Who is calling, by session cookie or bearer token; looked up once per request, and only when somebody asks. */
export async function personOf(deps: AppDeps, c: AppContext): Promise<Person | null> {
  const known = c.get('person');
  if (known !== undefined) return known;
  const person = await whoCalls(deps, callCtx(deps, c), c.req.raw.headers);
  c.set('person', person);
  return person;
}

/** TE-5: as whom the caller is counted, wherever callers are slowed. */
export function callerOf(deps: Pick<AppDeps, 'addressOf'>, c: AppContext): Network {
  return networkOf(deps.addressOf(c.req.raw, c.env));
}

export function callCtx(deps: AppDeps, c: AppContext): CallCtx {
  return {
    db: deps.db,
    now: c.get('now'),
    randomBytes: deps.randomBytes,
    requestId: c.get('requestId'),
    address: callerOf(deps, c),
  };
}

export async function personCtx(deps: AppDeps, c: AppContext): Promise<PersonCtx> {
  const person = await personOf(deps, c);
  if (person === null) throw refusal('unauthenticated');
  return { ...callCtx(deps, c), person };
}

/** Below `/api/platform`: for platform admins; to everybody else there is nothing here. */
export function platformAdminsOnly(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { person } = await personCtx(deps, c);
    if (!person.platformAdmin) throw refusal('not-found');
    await next();
  });
}
