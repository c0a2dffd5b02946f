import { createMiddleware } from 'hono/factory';
import { instantMs } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { AppDeps, AppEnv } from './app.ts';

const windowMs = 60_000;

/** Bounds how often one address calls, per process and minute, and says in each answer what is left. */
export function rateLimit(deps: Pick<AppDeps, 'addressOf' | 'callsPerMinuteMax'>) {
  let window = 0;
  let calls = new Map<string, number>();
  return createMiddleware<AppEnv>(async (c, next) => {
    const nowMs = instantMs(c.get('now'));
    const current = Math.floor(nowMs / windowMs);
    if (current !== window) {
      window = current;
      calls = new Map();
    }
    const address = deps.addressOf(c.req.raw, c.env);
    const made = (calls.get(address) ?? 0) + 1;
    calls.set(address, made);
    const resetMs = (current + 1) * windowMs - nowMs;
    c.header('ratelimit-limit', String(deps.callsPerMinuteMax));
    c.header('ratelimit-remaining', String(Math.max(0, deps.callsPerMinuteMax - made)));
    c.header('ratelimit-reset', String(Math.ceil(resetMs / 1000)));
    if (made > deps.callsPerMinuteMax) throw refusal('too-many-requests', { retryAfterMs: resetMs });
    await next();
  });
}
