import { expect, test } from 'vitest';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, b, call } = cloud;

test('a member reads the own organization', async () => {
  const answer = await call(a.viewer, 'get', `/api/orgs/${a.orgId}`);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ orgId: a.orgId, name: 'Organization alpha', version: 1, nightEndsAt: '06:00' });
});

test('[AU-1] an edit is written, audited and answered', async () => {
  const answer = await call(a.organizer, 'patch', `/api/orgs/${a.orgId}`, { version: 1, name: 'Lantern Theatre' });
  expect(answer).toMatchObject({ status: 200, body: { name: 'Lantern Theatre', version: 2 } });
  const { rows } = await cloud.root.query('select actor, verb, target from app.audit where org_id = $1', [a.orgId]);
  expect(rows).toEqual([{ actor: `person:${a.organizer.personId}`, verb: 'organization.edit', target: a.orgId }]);
});

test('an edit of an older version is a conflict and leaves no trace', async () => {
  const answer = await call(a.owner, 'patch', `/api/orgs/${a.orgId}`, { version: 1, name: 'Other' });
  expect(answer).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
});

test('[TE-2] a role without the permission is told so, before anything is looked up', async () => {
  const answer = await call(a.door, 'patch', `/api/orgs/${a.orgId}`, { version: 1 });
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
});

test('bad input is named by its field, in a sentence', async () => {
  const answer = await call(a.owner, 'patch', `/api/orgs/${a.orgId}`, { version: 2, zone: 'Europe/Atlantis' });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'bad-input', field: 'zone', sentence: 'expected a time zone such as Europe/Vienna' } },
  });
});

test('[TE-1] not there and not yours answer alike, to the byte', async () => {
  const strip = (headers: Headers) =>
    [...headers].filter(([name]) => !['foyer-request-id', 'ratelimit-remaining'].includes(name));
  const paths = [a.orgId, 'org_00000000000000000000000000', 'nonsense'].map(id => `/api/orgs/${id}`);
  const answers = await Promise.all(paths.map(path => call(b.owner, 'get', path)));
  for (const answer of answers) {
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(answers[0]?.text);
    expect(strip(answer.headers)).toEqual(strip(answers[0]?.headers ?? new Headers()));
  }
});

test('nobody is asked to sign in', async () => {
  expect(await call(null, 'get', `/api/orgs/${a.orgId}`)).toMatchObject({
    status: 401,
    body: { error: { code: 'unauthenticated' } },
  });
});

test('a platform admin may everything everywhere', async () => {
  expect(await call(cloud.platformAdmin, 'get', `/api/orgs/${b.orgId}`)).toMatchObject({ status: 200 });
});

test('a body beyond the limit is refused', async () => {
  const answer = await call(a.owner, 'patch', `/api/orgs/${a.orgId}`, { version: 1, imprint: 'x'.repeat(2_000_000) });
  expect(answer).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } });
});

test('a body that is no JSON is refused in a sentence', async () => {
  const answer = await call(a.owner, 'patch', `/api/orgs/${a.orgId}`, '{"version":');
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } });
});

test('a body of another type, as curl sends it unasked, is refused in a sentence', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await call(null, 'post', '/api/session/sign-in', '{"email":"a@example.org"}', { headers });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } });
  expect(answer.text).toContain('application/json');
});

test.each(['\u0000', '\ud800'])('what no database keeps (%j) is bad input wherever it stands', async character => {
  const times = { doorsAt: '2026-12-01T18:00:00Z', startsAt: '2026-12-01T19:00:00Z', endsAt: '2026-12-01T21:00:00Z' };
  const event = { title: `Twelfth${character}Night`, zone: 'Europe/Vienna', ...times };
  const atTheEdge = await call(a.owner, 'post', `/api/orgs/${a.orgId}/events`, event);
  expect(atTheEdge).toMatchObject({ status: 400, body: { error: { code: 'bad-input', field: 'title' } } });
});

test('where no edge has looked, the database refuses a zero character, and that is bad input', async () => {
  const answer = await call(a.owner, 'patch', `/api/orgs/${a.orgId}`, { version: 2, imprint: 'Lan\u0000tern' });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } });
});

test.each(['/pair/sign-in', '/provider-events/sign-in'])(
  'a form that cannot be read is bad input at %s',
  async path => {
    const headers = { 'content-type': 'multipart/form-data', origin: 'http://foyer.test' };
    expect((await call(null, 'post', path, 'no parts at all', { headers })).status).toBe(400);
  },
);

test('the reference page runs nothing but its own scripts', async () => {
  const page = await call(null, 'get', '/api');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(page.text).not.toMatch(/<script>/);
  for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g))
    expect((await call(null, 'get', path ?? '')).status).toBe(200);
});

test('[SH-1] our own address opens a page that leads on and names nobody', async () => {
  const page = await call(null, 'get', '/', undefined, { headers: { host: 'foyer.test:8080' } });
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/alpha|beta/);
  for (const [, path] of page.text.matchAll(/href="([^"]+)"/g))
    expect((await call(null, 'get', path ?? '')).status).toBe(200);
  expect((await call(null, 'get', '/', undefined, { headers: { host: 'elsewhere.test' } })).status).toBe(404);
});

test('OpenAPI 3.1 is served of the routes that are served', async () => {
  const document = await call(null, 'get', '/api/openapi.json');
  expect(document.body).toMatchObject({ openapi: '3.1.0', paths: { '/api/orgs/{orgId}': { get: {}, patch: {} } } });
});
