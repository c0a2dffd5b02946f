import { beforeEach, expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { testApp, testOrigin } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, b } = cloud;
const password = 'correct horse battery';
const ada = await cloud.deps.identity.register({ email: 'ada@example.org', password, name: 'Ada' });

let address = 1;
beforeEach(() => {
  address += 1;
  cloud.clock.now = addMs(cloud.clock.now, 86_400_000 + 1);
});

const browser = (cookie?: string) => ({
  headers: { origin: testOrigin, 'test-address': `192.0.2.${address}`, ...(cookie === undefined ? {} : { cookie }) },
});
const signIn = (email: string, attempt: string, keep = 'cookie') =>
  cloud.call(null, 'post', '/api/session/sign-in', { email, password: attempt, keep }, browser());
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ');

test('a browser signs in with a cookie no script can read, and out again', async () => {
  const opened = await signIn('ADA@example.org', password);
  expect(opened).toMatchObject({ status: 200, body: { person: { personId: ada?.personId }, token: null } });
  expect(opened.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
  const cookie = cookieOf(opened.headers);
  expect(await cloud.call(null, 'get', '/api/session', undefined, browser(cookie))).toMatchObject({
    status: 200,
    body: { person: { email: 'ada@example.org', platformAdmin: false }, organizations: [] },
  });
  expect((await cloud.call(null, 'post', '/api/session/sign-out', {}, browser(cookie))).status).toBe(200);
  expect((await cloud.call(null, 'get', '/api/session', undefined, browser(cookie))).status).toBe(401);
});

test('another site cannot make a browser change anything', async () => {
  const cookie = cookieOf((await signIn('ada@example.org', password)).headers);
  for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }, { cookie, origin: 'null' }]) {
    const answer = await cloud.call(null, 'post', '/api/session/token', {}, { headers });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden', facts: { why: 'origin' } } } });
  }
  expect((await cloud.call(null, 'post', '/api/session/token', {}, browser(cookie))).status).toBe(201);
});

test('a panel token works for fifteen minutes, is kept as a hash alone, and leaves no browser session', async () => {
  const before = await cloud.root.query('select count(*)::int as count from auth.sessions');
  const opened = await signIn('ada@example.org', password, 'token');
  expect(opened.headers.getSetCookie()).toEqual([]);
  const after = await cloud.root.query('select count(*)::int as count from auth.sessions');
  expect(after.rows).toEqual(before.rows);
  const { token } = opened.body as { token: string };
  const bearer = { headers: { authorization: `Bearer ${token}` } };
  expect((await cloud.call(null, 'get', '/api/session', undefined, bearer)).status).toBe(200);
  const kept = await cloud.root.query(
    `select 1 from app.person_tokens where encode(token_hash, 'escape') like '%' || $1 || '%'`,
    [token],
  );
  expect(kept.rowCount).toBe(0);
  cloud.clock.now = addMs(cloud.clock.now, limits.panelTokenLivesMs);
  expect((await cloud.call(null, 'get', '/api/session', undefined, bearer)).status).toBe(401);
});

test('[TE-3] wrong sign-ins for one account wait longer each time, from wherever they come', async () => {
  const wait = async () => {
    address += 1;
    const answer = await signIn('ada@example.org', 'wrong');
    return answer.status === 429 ? Number(answer.headers.get('retry-after')) : answer.status;
  };
  for (let failures = 0; failures < limits.signInFailuresBeforeDelay; failures++) expect(await wait()).toBe(401);
  expect(await wait()).toBe(1);
  cloud.clock.now = addMs(cloud.clock.now, 1_000);
  expect(await wait()).toBe(401);
  expect(await wait()).toBe(2);
  address += 1;
  expect((await signIn('ada@example.org', password)).status).toBe(429);
  cloud.clock.now = addMs(cloud.clock.now, 2_000);
  expect((await signIn('ada@example.org', password)).status).toBe(200);
  expect(await wait()).toBe(401);
});

test('[TE-3] an unknown account is answered, counted and timed like a known one', async () => {
  const least = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
  const timed = async (whose: keyof typeof least, email: string) => {
    const from = performance.now();
    const answer = await signIn(email, 'wrong');
    if (answer.status === 401) least[whose] = Math.min(least[whose], performance.now() - from);
    return answer.text;
  };
  const apart = () => Math.abs(Math.log(least.unknown / least.known)) > Math.log(2.5);
  // Both compute the hash of a password; without that an unknown account would take a tenth of the time. The quickest of each is
  // compared, because what else the machine does can only add to it: on a busy one it takes more days until both were quick once.
  for (let day = 0; day === 0 || (day < 10 && apart()); day += 1) {
    cloud.clock.now = addMs(cloud.clock.now, 86_400_000 + 1);
    for (let attempt = 0; attempt <= limits.signInFailuresBeforeDelay; attempt += 1) {
      address += 1;
      expect(await timed('unknown', 'nobody@example.org')).toBe(await timed('known', 'ada@example.org'));
    }
    expect((await signIn('nobody@example.org', 'wrong')).status).toBe(429);
  }
  expect(apart()).toBe(false);
});

test('[TE-3] one address that tries many accounts is slowed too', async () => {
  const statuses: number[] = [];
  for (let account = 0; account < limits.signInFailuresBeforeDelay * 4 + 1; account++)
    statuses.push((await signIn(`person${account}@example.org`, 'wrong')).status);
  expect(statuses.filter(status => status === 401)).toHaveLength(limits.signInFailuresBeforeDelay * 4);
  expect(statuses.at(-1)).toBe(429);
});

test('attempts made at the same moment are all counted', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn('bo@example.org', 'wrong')));
  expect(answers.filter(answer => answer.status === 401)).toHaveLength(limits.signInFailuresBeforeDelay);
});

test('an invitation makes a member once, and tells nothing to whoever guesses', async () => {
  const invitationId = 'inv_00000000000000000000000000';
  const made = await cloud.call(a.owner, 'post', `/api/orgs/${a.orgId}/invitations`, {
    invitationId,
    email: 'Cleo@example.org',
    role: 'door',
  });
  expect(made.status).toBe(201);
  const { invitation } = made.body as { invitation: string };
  const accept = (text: string) =>
    cloud.call(null, 'post', '/api/session/invitation', { invitation: text, name: 'Cleo', password }, browser());
  for (const text of [`${invitation}x`, invitation.replace(a.orgId, b.orgId), 'a.b.c', 'nonsense'])
    expect((await accept(text)).text).toBe((await accept('x')).text);
  const accepted = await accept(invitation);
  expect(accepted).toMatchObject({ status: 200, body: { orgId: a.orgId, role: 'door' } });
  const session = await cloud.call(null, 'get', '/api/session', undefined, browser(cookieOf(accepted.headers)));
  expect(session.body).toMatchObject({ organizations: [{ orgId: a.orgId, role: 'door' }] });
  expect((await accept(invitation)).status).toBe(404);
});
