import { expect, test } from 'vitest';
import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import { createStripeProvider } from '../../gateways/stripe/create-stripe-provider.ts';
import type { AppDeps } from '../../http/app.ts';
import { createApp } from '../../http/create-app.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const payments = createStripeProvider({
  secretKey: 'sk_test_simulated',
  publishableKey: 'pk_test_simulated',
  webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
  base: new URL('http://127.0.0.1:9'),
  now: () => nowMs,
});
const cloud = await testApp(await testDatabase(), { deps: { payments } });

const event = (id: string) =>
  JSON.stringify({
    id,
    object: 'event',
    account: 'acct_nobody',
    api_version: '2026-10-28.endive',
    created: nowMs / 1000,
    data: { object: { id: 'pi_1', object: 'payment_intent' } },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: 'payment_intent.succeeded',
  });

test('[PY-14] webhooks come as often as they like from one address; a flood of unsigned ones asks no database, reads no body and fills no log', async () => {
  const untouched = new Proxy({} as AppDeps['db'], {
    get: () => () => Promise.reject(new Error('the database was asked')),
  });
  const strict = createApp({ ...cloud.deps, db: untouched, callsPerMinuteMax: 5 });
  const before = cloud.log.length;
  let read = 0;
  const unsigned = (signature?: string) =>
    strict.request('/webhooks/stripe/snapshot', {
      method: 'POST',
      headers: signature === undefined ? {} : { 'stripe-signature': signature },
      body: new ReadableStream(
        {
          pull: controller => {
            read += 1;
            controller.enqueue(new Uint8Array(65_536));
            controller.close();
          },
        },
        { highWaterMark: 0 },
      ),
      duplex: 'half',
    } as RequestInit);
  for (const signature of [undefined, '', 'nonsense', 't=1', `v1=${'0'.repeat(64)}`]) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => unsigned(signature)));
    expect(answers.filter(({ status }) => status !== 400)).toEqual([]);
  }
  expect([read, cloud.log.length]).toEqual([0, before]);
  const forged = await Promise.all(
    Array.from({ length: 40 }, () => unsigned(`t=${nowMs / 1000},v1=${'0'.repeat(64)}`)),
  );
  expect(forged.filter(({ status }) => status !== 400)).toEqual([]);
  expect(cloud.log.slice(before)).toEqual([{ level: 'warn', event: 'webhook-not-believed', endpoint: 'snapshot' }]);
  const busy = createApp({ ...cloud.deps, callsPerMinuteMax: 5 });
  const body = event('evt_1');
  const signed = await Promise.all(
    Array.from({ length: 12 }, () =>
      busy.request('/webhooks/stripe/snapshot', {
        method: 'POST',
        headers: { 'stripe-signature': signWebhook(body, 'whsec_snapshot', nowMs / 1000) },
        body,
      }),
    ),
  );
  expect(signed.filter(({ status }) => status !== 200)).toEqual([]);
});

test('[PY-14] what a webhook came with is kept, but for what signs, opens or names a session', async () => {
  const body = event('evt_1_headers');
  const answer = await cloud.call(null, 'post', '/webhooks/stripe/snapshot', body, {
    headers: {
      'stripe-signature': signWebhook(body, 'whsec_snapshot', nowMs / 1000),
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'x-request-id': 'req_1',
      'x-long': 'x'.repeat(5_000),
      authorization: 'Basic c2VjcmV0',
      'proxy-authorization': 'Basic c2VjcmV0',
      cookie: 'session=secret',
      'x-api-key': 'secret',
    },
  });
  expect(answer.status).toBe(200);
  const { rows } = await cloud.root.query<{ headers: Record<string, string> }>(
    `delete from app.provider_events where event_id = 'evt_1_headers' returning headers`,
  );
  const kept = rows[0]?.headers ?? {};
  expect(kept).toMatchObject({ 'x-request-id': 'req_1', 'x-long': 'x'.repeat(1_000) });
  expect(kept['user-agent']).toMatch(/^Stripe/);
  expect(JSON.stringify(kept)).not.toMatch(/secret|c2VjcmV0|signature|cookie|authorization/i);
});
