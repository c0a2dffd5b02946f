import Stripe from 'stripe';
import { parseInstant } from '#shared/kernel/instant.ts';
import type { ProviderEvent } from '../../services/payment-provider.ts';
import { instantOfSeconds } from './stripe-reading.ts';

/** An event signed further ahead than our clocks may differ is not believed; the SDK itself checks only its age. */
const aheadSecondsMax = 300;

export type WebhookSecrets = { readonly snapshot: readonly string[]; readonly thin: readonly string[] };

/** Verifies the signature over the raw body. Several secrets of one endpoint may be valid while they are rolled. */
export function readSignedWebhook(
  stripe: Stripe,
  secrets: WebhookSecrets,
  nowSeconds: number,
  endpoint: 'snapshot' | 'thin',
  body: string,
  signature: string,
): ProviderEvent | null {
  const signedAt = Number(/(?:^|,)\s*t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
  if (!(signedAt <= nowSeconds + aheadSecondsMax)) return null;
  for (const secret of secrets[endpoint]) {
    try {
      if (endpoint === 'snapshot')
        return readSnapshot(stripe.webhooks.constructEvent(body, signature, secret, 300, undefined, nowSeconds * 1000));
      return readThin(stripe.parseEventNotification(body, signature, secret, 300, undefined, nowSeconds * 1000), body);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return null;
    }
  }
  return null;
}

export function readSnapshot(event: Stripe.Event): ProviderEvent {
  const object = event.data.object as { readonly id?: string };
  return {
    eventId: event.id,
    endpoint: 'snapshot',
    account: event.account ?? null,
    type: event.type,
    livemode: event.livemode,
    apiVersion: event.api_version,
    objectId: object.id ?? null,
    createdAt: instantOfSeconds(event.created),
    payload: event,
  };
}

function readThin(
  notice: { readonly id: string; readonly type: string; readonly livemode: boolean; readonly created: string | Date },
  body: string,
): ProviderEvent {
  const related = (JSON.parse(body) as { readonly related_object?: { readonly id?: string } | null }).related_object;
  return {
    eventId: notice.id,
    endpoint: 'thin',
    account: related?.id ?? null,
    type: notice.type,
    livemode: notice.livemode,
    apiVersion: null,
    objectId: related?.id ?? null,
    createdAt: parseInstant(new Date(notice.created).toISOString()),
    payload: JSON.parse(body),
  };
}
