import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { parseInstant } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import type { AppEnv } from './app.ts';
import { rateLimit } from './rate-limit.ts';

function anApp(callsPerMinuteMax: number) {
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('now', parseInstant('2026-11-22T12:00:00Z'));
    await next();
  });
  const isUncounted = (_: string, path: string) => path === '/webhooks/stripe/snapshot';
  const addressOf = (request: Request) => request.headers.get('test-address') ?? '';
  app.use(rateLimit({ callsPerMinuteMax, addressOf }, isUncounted));
  app.onError((error, c) => c.text('', isRefusal(error) && error.code === 'too-many-requests' ? 429 : 500));
  app.all('*', c => c.text('served'));
  const ask = async (path: string, address = '192.0.2.1') =>
    (await app.request(path, { headers: { 'test-address': address } })).status;
  return async (path: string, times: number, address?: (time: number) => string) => {
    const answers = await Promise.all(Array.from({ length: times }, (_, time) => ask(path, address?.(time))));
    return answers.filter(status => status === 429).length;
  };
}

test('[TE-6] files of the shop and webhooks are nobody’s calls; pages that look again by themselves are counted apart', async () => {
  const refused = anApp(5);
  expect(await refused('/webhooks/stripe/snapshot', 50)).toBe(0);
  expect(await refused('/o/alpha/events/evt_1/queue', 8)).toBe(3);
  expect(await refused('/events/evt_1/queue', 1)).toBe(1);
  expect(await refused('/o/alpha/events/evt_1/checkout', 5)).toBe(0);
  expect(await refused('/o/alpha/events/evt_1', 3)).toBe(3);
  expect(await refused('/o/alpha', 5, () => '192.0.2.2')).toBe(0);
});

test('[TE-5] whoever has a network of IPv6 addresses is counted as one', async () => {
  const refused = anApp(5);
  expect(await refused('/o/alpha', 20, time => `2001:db8:1:2::${time.toString(16)}`)).toBe(15);
  expect(await refused('/o/alpha', 20, time => `2001:db8:1:${(time + 3).toString(16)}::1`)).toBe(0);
});
