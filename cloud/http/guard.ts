import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { AppDeps, AppEnv } from './app.ts';

/** A name and an instant for each request; both stand in the audit log of what it changes. */
export function requestStamp(deps: Pick<AppDeps, 'now' | 'randomBytes'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('requestId', mintId('RequestId', deps.randomBytes));
    c.set('now', deps.now());
    c.header('foyer-request-id', c.get('requestId'));
    await next();
  });
}

/** Answers are data for programs: nothing in them may run, be framed or be kept by anybody on the way. A page says its own policy. */
const guardingHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

export function securityHeaders({ publicUrl }: Pick<AppDeps, 'publicUrl'>) {
  const ours = new URL(publicUrl).host;
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    // What else an organization runs below a domain of its own is not ours to decide about.
    const below = c.req.header('host') === ours ? '; includeSubDomains' : '';
    c.res.headers.set('strict-transport-security', `max-age=31536000${below}`);
    for (const [name, value] of Object.entries(guardingHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
}

const larger: readonly { readonly path: RegExp; readonly bytesMax: number }[] = [
  { path: /\/imports$/, bytesMax: limits.importBodyBytesMax },
  { path: /^\/api\/station\/ops$/, bytesMax: limits.outboxBatchOpsMax * limits.opBodyBytesMax },
];

/**
 * One bound for bodies, and a larger one for the two routes that take files and batches. Nobody sends more than they announced,
 * so an announced length decides; only a body of unknown length is counted while it is read, which is dear.
 */
export const boundedBody = createMiddleware<AppEnv>((c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const maxSize = larger.find(entry => entry.path.test(c.req.path))?.bytesMax ?? limits.requestBodyBytesMax;
  const tooLarge = () => {
    throw refusal('too-large', { bytesMax: maxSize });
  };
  const announced = c.req.header('content-length');
  if (announced === undefined || c.req.header('transfer-encoding') !== undefined)
    return bodyLimit({ maxSize, onError: tooLarge })(c, next);
  return Number.parseInt(announced, 10) > maxSize ? tooLarge() : next();
});

/**
 * A browser sends cookies along with what other sites make it send. So a call that changes something and comes with a cookie
 * must come from our own pages. Bearer tokens are never sent by themselves and need no such check.
 */
export function sameOriginForCookies(deps: Pick<AppDeps, 'origins'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
    if (changes && c.req.header('authorization') === undefined && c.req.header('cookie') !== undefined) {
      const origin = c.req.header('origin');
      if (origin === undefined || !(deps.origins.includes(origin) || isOwnSite(origin, c.req.header('host'))))
        throw refusal('forbidden', { why: 'origin' });
    }
    await next();
  });
}

/** A shop on a domain of its own: the page and the form's address have the same host. */
function isOwnSite(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.parse(origin)?.host === host.toLowerCase();
}
