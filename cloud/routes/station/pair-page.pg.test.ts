import { expect, test } from 'vitest';
import { testApp, testOrigin } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { testDoor } from '../../testing/door.ts';

const cloud = await testApp(await testDatabase());
const door = await testDoor(cloud, cloud.a, { tickets: 1 });
const password = 'a long enough password';
const person = await cloud.deps.identity.register({ email: 'olga@example.org', password, name: 'Olga <b>' });
await cloud.root.query(
  `insert into app.memberships (org_id, person_id, role, email, name, added_at) values ($1, $2, 'organizer', 'olga@example.org', 'Olga', $3)`,
  [cloud.a.orgId, person?.personId, cloud.clock.now],
);

const post = (path: string, fields: Record<string, string>, cookie?: string, origin: string | null = testOrigin) =>
  cloud.app.request(path, {
    method: 'POST',
    headers: { ...(origin === null ? {} : { origin }), ...(cookie === undefined ? {} : { cookie }) },
    body: new URLSearchParams(fields),
  });
const signIn = async () => {
  const answer = await post('/pair/sign-in', { email: 'olga@example.org', password });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ');
};

test('whoever is not signed in gets a form and nothing else, under a policy without script', async () => {
  const page = await cloud.app.request('/pair');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  const text = await page.text();
  expect(text).toContain('type="password"');
  expect(text).not.toMatch(/<script|onclick|Twelfth Night/);
  const wrong = await post('/pair/sign-in', { email: 'olga@example.org', password: 'not this one, surely' });
  expect(wrong.status).toBe(401);
  expect(await wrong.text()).toContain('do not go together');
});

test('an organizer types the code, chooses a gate, and the station has its token', async () => {
  const cookie = await signIn();
  const form = await (await cloud.app.request('/pair', { headers: { cookie } })).text();
  const place = `${cloud.a.orgId} ${door.eventId} ${door.gateIds[1]}`;
  expect(form).toContain(`value="${place}"`);
  expect(form).toContain('Olga &lt;b&gt;');
  const asked = await cloud.call(null, 'POST', '/api/station/pairings', {
    stationName: '<North>',
    previousToken: null,
  });
  const { code, pairingId, pollSecret } = asked.body as { code: string; pairingId: string; pollSecret: string };
  const wrong = await post('/pair', { code: '0000-0000', place }, cookie);
  expect(wrong.status).toBe(404);
  expect(await wrong.text()).toContain('There is no station with this code.');
  const paired = await (await post('/pair', { code: code.toLowerCase(), place }, cookie)).text();
  expect(paired).toContain('<strong>&lt;North&gt;</strong> now belongs to Twelfth Night');
  const polled = await cloud.call(null, 'POST', '/api/station/pairings/poll', { pairingId, pollSecret });
  expect(polled.body).toMatchObject({ state: 'approved', scope: { gateId: door.gateIds[1] } });
});

test('[SY-13] an organizer who does not know the station turns it away on the same page', async () => {
  const cookie = await signIn();
  const place = `${cloud.a.orgId} ${door.eventId}`;
  const asked = await cloud.call(null, 'POST', '/api/station/pairings', { stationName: '<Who>', previousToken: null });
  const { code, pairingId, pollSecret } = asked.body as { code: string; pairingId: string; pollSecret: string };
  const refused = await post('/pair/refuse', { code, place }, cookie);
  expect(await refused.text()).toContain('<strong>&lt;Who&gt;</strong> was not paired');
  const polled = await cloud.call(null, 'POST', '/api/station/pairings/poll', { pairingId, pollSecret });
  expect(polled.body).toEqual({ state: 'refused' });
  expect(await (await post('/pair', { code, place }, cookie)).text()).toContain('This code was used already');
  expect((await post('/pair/refuse', { code, place }, cookie, 'https://elsewhere.test')).status).toBe(403);
});

test('another site cannot make a signed-in browser pair a station', async () => {
  const cookie = await signIn();
  const place = `${cloud.a.orgId} ${door.eventId}`;
  expect((await post('/pair', { code: '0000-0000', place }, cookie, 'https://elsewhere.test')).status).toBe(403);
  expect((await post('/pair', { code: '0000-0000', place }, cookie, null)).status).toBe(403);
  const foreign = await post('/pair', { code: '0000-0000', place: `${cloud.b.orgId} ${door.eventId}` }, cookie);
  expect(foreign.status).toBe(404);
});
