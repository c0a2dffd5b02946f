import { expect, test } from 'vitest';
import { loopbackGuard } from './loopback-guard.ts';

const base = 'http://127.0.0.1:4400';
function guarded() {
  let next = 0;
  const app = { fetch: () => new Response('inside') };
  return loopbackGuard(
    app,
    () => 4_400,
    () => `secret-${++next}`,
  );
}
const ask = (guard: ReturnType<typeof guarded>, path: string, headers: Record<string, string> = {}) =>
  guard.fetch(new Request(`${base}${path}`, { headers: { host: '127.0.0.1:4400', ...headers } }));

test('nobody gets in without the link', async () => {
  const guard = guarded();
  expect((await ask(guard, '/')).status).toBe(401);
  expect((await ask(guard, '/station/live', { cookie: 'foyer_window_4400=guess' })).status).toBe(401);
  expect((await ask(guard, '/?window=guess')).status).toBe(401);
});

test('the link lets one browser in, once', async () => {
  const guard = guarded();
  const path = guard.mintAddress().slice(base.length);
  const first = await ask(guard, path);
  expect(first.status).toBe(303);
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  expect(await (await ask(guard, '/', { cookie: cookie.split(';')[0] ?? '' })).text()).toBe('inside');
  expect((await ask(guard, path)).status).toBe(401);
});

test('a name that was bent to this machine and a page of another origin stay outside', async () => {
  const guard = guarded();
  const cookie =
    ((await ask(guard, guard.mintAddress().slice(base.length))).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await ask(guard, '/', { cookie, host: 'evil.example:4400' })).status).toBe(421);
  expect((await ask(guard, '/', { cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect((await ask(guard, '/', { cookie, origin: 'null' })).status).toBe(403);
  expect((await ask(guard, '/', { cookie, origin: base })).status).toBe(200);
});
