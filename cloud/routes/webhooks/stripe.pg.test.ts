import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import { adoptForeignEvents } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { createStripeProvider } from '../../gateways/stripe/create-stripe-provider.ts';
import { type TestApp, testApp, testOrigin } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

let cloud: TestApp;
const account = 'acct_alpha';
const nowMs = Date.parse('2026-11-22T12:00:00Z');

beforeAll(async () => {
  const payments = createStripeProvider({
    secretKey: 'sk_test_simulated',
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
    base: new URL('http://127.0.0.1:9'),
    now: () => nowMs,
  });
  cloud = await testApp(await testDatabase(), { deps: { payments } });
  await withTenant(cloud.deps.db, cloud.a.orgId, tx =>
    tx.execute(`select app.put_payment_account('${account}', false)`),
  );
});
afterAll(() => cloud.database.drop());

const event = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    object: 'event',
    account,
    api_version: '2026-10-28.endive',
    created: nowMs / 1000,
    data: { object: { id: 'pi_1', object: 'payment_intent' } },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: 'payment_intent.succeeded',
    ...more,
  });
const send = (body: string, signature = signWebhook(body, 'whsec_snapshot', nowMs / 1000)) =>
  cloud.call(null, 'post', '/webhooks/stripe/snapshot', body, { headers: { 'stripe-signature': signature } });
const stored = async () =>
  (await cloud.root.query('select event_id, state, org_id from app.provider_events order by event_id')).rows;
const jobs = async () =>
  (
    await cloud.root.query(
      "select count(*)::int as n from graphile_worker.jobs where task_identifier = 'handle-provider-event'",
    )
  ).rows[0].n;

describe('webhooks of the payment provider', () => {
  test('[PY-1] an event is kept and enqueued once, however often it is sent', async () => {
    const answers = await Promise.all([send(event('evt_1')), send(event('evt_1')), send(event('evt_1'))]);
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200]);
    expect([await stored(), await jobs()]).toEqual([
      [{ event_id: 'evt_1', state: 'received', org_id: cloud.a.orgId }],
      1,
    ]);
  });

  test('[PY-1] a tampered body, a wrong secret, a stale time and no signature at all change nothing', async () => {
    const body = event('evt_2');
    const refused = await Promise.all([
      send(body.replace('pi_1', 'pi_2'), signWebhook(body, 'whsec_snapshot', nowMs / 1000)),
      send(body, signWebhook(body, 'whsec_guess', nowMs / 1000)),
      send(body, signWebhook(body, 'whsec_snapshot', nowMs / 1000 - 301)),
      send(body, signWebhook(body, 'whsec_snapshot', nowMs / 1000 + 3_600)),
      send(body, ''),
      send('not json', signWebhook('not json', 'whsec_snapshot', nowMs / 1000)),
    ]);
    expect(refused.map(answer => answer.status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect(await stored()).toHaveLength(1);
  });

  test('[PY-2] an account that nobody here has, and the other mode of one we have, is kept and flagged, and nothing follows', async () => {
    expect((await send(event('evt_3', { account: 'acct_nobody' }))).status).toBe(200);
    expect((await send(event('evt_4', { livemode: true }))).status).toBe(200);
    expect((await stored()).slice(1)).toEqual([
      { event_id: 'evt_3', state: 'foreign', org_id: null },
      { event_id: 'evt_4', state: 'foreign', org_id: null },
    ]);
    expect(await jobs()).toBe(1);
  });

  test('[PY-1] a body of five megabytes is refused before it is read', async () => {
    const body = event('evt_5', { padding: 'x'.repeat(5_000_000) });
    const answer = await cloud.call(null, 'post', '/webhooks/stripe/snapshot', body, {
      headers: {
        'stripe-signature': signWebhook(body, 'whsec_snapshot', nowMs / 1000),
        'content-length': String(body.length),
      },
    });
    expect([answer.status, (await stored()).length]).toEqual([413, 3]);
  });

  test('[PY-3] the console lists them to the organization they belong to, and replays one', async () => {
    const path = (org: { orgId: string }) => `/api/orgs/${org.orgId}/provider-events`;
    const mine = await cloud.call(cloud.a.owner, 'get', path(cloud.a));
    expect((mine.body as { items: { eventId: string }[] }).items.map(item => item.eventId)).toEqual(['evt_1']);
    const others = await cloud.call(cloud.b.owner, 'get', path(cloud.b));
    expect((others.body as { items: unknown[] }).items).toEqual([]);
    expect((await cloud.call(cloud.a.owner, 'post', `${path(cloud.a)}/replay`, { eventId: 'evt_1' })).body).toEqual({
      replayed: 1,
    });
    expect((await cloud.call(cloud.b.owner, 'post', `${path(cloud.b)}/replay`, { eventId: 'evt_1' })).status).toBe(404);
    expect((await cloud.call(cloud.a.viewer, 'post', `${path(cloud.a)}/replay`, { eventId: 'evt_1' })).status).toBe(
      403,
    );
  });

  test('[PY-13] platform admins see what nobody’s accounts were told, and replay it once somebody has the account; organizers see neither', async () => {
    const path = '/api/platform/provider-events';
    const list = async () => {
      const { body } = await cloud.call(cloud.platformAdmin, 'get', path);
      return (body as { items: { eventId: string; state: string; orgId: string | null }[] }).items.map(
        ({ eventId, state, orgId }) => [eventId, state, orgId],
      );
    };
    const replay = (body: object, who = cloud.platformAdmin) => cloud.call(who, 'post', `${path}/replay`, body);
    expect(await list()).toEqual([
      ['evt_4', 'foreign', null],
      ['evt_3', 'foreign', null],
    ]);
    for (const who of [cloud.a.owner, cloud.a.organizer, null])
      expect((await cloud.call(who, 'get', path)).status).toBe(who === null ? 401 : 404);
    expect((await replay({ eventId: 'evt_3' })).status).toBe(404);
    expect((await replay({})).body).toEqual({ replayed: 0 });
    await withTenant(cloud.deps.db, cloud.b.orgId, tx =>
      tx.execute(`select app.put_payment_account('acct_nobody', false)`),
    );
    expect((await list())[1]).toEqual(['evt_3', 'foreign', cloud.b.orgId]);
    expect((await replay({ eventId: 'evt_3' }, cloud.b.owner)).status).toBe(404);
    // What one organization is given it cannot take of another.
    const wrong = await withTenant(cloud.deps.db, cloud.a.orgId, tx =>
      adoptForeignEvents(tx, { eventId: 'evt_3', limit: 9 }),
    );
    expect(wrong).toEqual([]);
    expect((await replay({})).body).toEqual({ replayed: 1 });
    expect((await stored()).filter(row => row.event_id === 'evt_3')).toEqual([
      { event_id: 'evt_3', state: 'received', org_id: cloud.b.orgId },
    ]);
    const [job] = (
      await cloud.root.query(`select payload from graphile_worker._private_jobs where key = 'provider-event:evt_3'`)
    ).rows;
    expect(job.payload).toMatchObject({ orgId: cloud.b.orgId, eventId: 'evt_3' });
    expect(await list()).toEqual([['evt_4', 'foreign', null]]);
    const theirs = await cloud.call(cloud.b.owner, 'get', `/api/orgs/${cloud.b.orgId}/provider-events`);
    expect((theirs.body as { items: { eventId: string }[] }).items.map(item => item.eventId)).toEqual(['evt_3']);
  });

  test('[PY-13] the page of it is there for platform admins alone', async () => {
    const password = 'a long enough password';
    const cookieOf = async (email: string, admin: boolean) => {
      const person = await cloud.deps.identity.register({ email, password, name: email });
      if (admin)
        await cloud.root.query('insert into app.platform_admins (person_id, added_at) values ($1, $2)', [
          person?.personId,
          cloud.clock.now,
        ]);
      const answer = await post('/provider-events/sign-in', { email, password });
      return answer.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ');
    };
    const post = (path: string, fields: Record<string, string>, cookie = '') =>
      cloud.app.request(path, {
        method: 'POST',
        headers: { origin: testOrigin, ...(cookie === '' ? {} : { cookie }) },
        body: new URLSearchParams(fields),
      });
    const get = (path: string, cookie = '') => cloud.app.request(path, { headers: cookie === '' ? {} : { cookie } });
    const foreign = '/provider-events/foreign';
    expect((await get(foreign)).headers.get('location')).toBe('/provider-events');
    const admin = await cookieOf('root@example.org', true);
    expect((await get('/provider-events', admin)).headers.get('location')).toBe(foreign);
    const page = await (await get(foreign, admin)).text();
    expect(page).toContain('acct_alpha');
    expect(page).toMatch(/live, nobody’s/);
    expect(page).not.toMatch(/<script|Work through all/);
    const done = await post(`${foreign}/replay`, {}, admin);
    expect(await (await get(done.headers.get('location') ?? '', admin)).text()).toContain('Worked through: 0.');
    const somebody = await cookieOf('somebody@example.org', false);
    expect([(await get(foreign, somebody)).status, (await post(`${foreign}/replay`, {}, somebody)).status]).toEqual([
      404, 404,
    ]);
  });
});
