import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Db } from '../../db/with-tenant.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import type { Log } from '../ports.ts';
import { headersKept } from './headers-kept.ts';
import { keepProviderEvent } from './keep-provider-event.ts';

export type ReceiveDeps = {
  readonly db: Db;
  readonly payments: PaymentProvider;
  readonly log: Log;
  readonly now: Instant;
};

/**
 * Verify over the raw body, record, enqueue, answer. No business happens here: what an event means is found out afterwards by
 * asking the provider for the object's current state.
 */
export async function receiveWebhook(
  deps: ReceiveDeps,
  hook: {
    readonly endpoint: 'snapshot' | 'thin';
    readonly body: string;
    readonly signature: string | undefined;
    readonly headers: Headers;
  },
): Promise<'fresh' | 'known' | 'foreign'> {
  const event =
    hook.signature === undefined ? null : await deps.payments.readWebhook(hook.endpoint, hook.body, hook.signature);
  if (event === null) {
    deps.log({ level: 'warn', event: 'webhook-not-believed', endpoint: hook.endpoint });
    throw refusal('bad-input', { field: 'stripe-signature', sentence: 'this was not signed by the payment provider' });
  }
  const headers = headersKept(hook.headers);
  const recorded = await keepProviderEvent(deps.db, event, { receivedAt: deps.now, source: 'webhook', headers });
  if (recorded === 'foreign')
    deps.log({ level: 'warn', event: 'webhook-of-unknown-account', type: event.type, livemode: event.livemode });
  return recorded;
}
