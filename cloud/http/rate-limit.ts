import { createMiddleware } from 'hono/factory';
import { instantMs } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { networkOf } from '../services/network-of.ts';
import type { AppDeps, AppEnv } from './app.ts';
import type { IsUncounted } from './uncounted.ts';

const windowMs = 60_000;

/**
 * TE-6: bounds how often one network calls, per process and minute, and says in each answer what is left. What a page brings along
 * by itself is nobody's call, or counted apart, so that a house full of buyers behind one address can buy.
 */
export function rateLimit(deps: Pick<AppDeps, 'addressOf' | 'callsPerMinuteMax'>, isUncounted: IsUncounted) {
  let window = 0;
  let calls = new Map<string, number>();
  return createMiddleware<AppEnv>(async (c, next) => {
    const { method, path } = c.req;
    if (isUncounted(method, path)) return next();
    const nowMs = instantMs(c.get('now'));
    const current = Math.floor(nowMs / windowMs);
    if (current !== window) {
      window = current;
      calls = new Map();
    }
    const key = `${countedAs(path)} ${networkOf(deps.addressOf(c.req.raw, c.env))}`;
    const made = (calls.get(key) ?? 0) + 1;
    calls.set(key, made);
    const resetMs = (current + 1) * windowMs - nowMs;
    c.header('ratelimit-limit', String(deps.callsPerMinuteMax));
    c.header('ratelimit-remaining', String(Math.max(0, deps.callsPerMinuteMax - made)));
    c.header('ratelimit-reset', String(Math.ceil(resetMs / 1000)));
    if (made > deps.callsPerMinuteMax) throw refusal('too-many-requests', { retryAfterMs: resetMs });
    await next();
  });
}

/** `look`: pages that ask again by themselves. */
function countedAs(path: string): 'call' | 'look' {
  return /\/events\/[^/]+\/queue$|\/logo\/[^/]+$/.test(path) ? 'look' : 'call';
}
