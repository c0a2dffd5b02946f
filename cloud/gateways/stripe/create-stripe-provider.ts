import Stripe from 'stripe';
import type { PaymentProvider } from '../../services/payment-provider.ts';
import { stripeAccounts } from './stripe-accounts.ts';
import { stripeBooks } from './stripe-books.ts';
import { stripeBrowser } from './stripe-browser.ts';
import { stripeDisputes } from './stripe-disputes.ts';
import { stripePayments } from './stripe-payments.ts';
import { readSignedWebhook, type WebhookSecrets } from './stripe-webhooks.ts';

export type StripeSettings = {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecrets: WebhookSecrets;
  /** Where the API is; null is the vendor's own address. */
  readonly base: URL | null;
  readonly now: () => number;
  /** How often the SDK asks again by itself, waiting a moment; left out, twice. */
  readonly retriesMax?: number;
};

/** The payment provider by the vendor's own SDK. Its automatic retries go on under our key, so that a lost answer is asked for again. */
export function createStripeProvider(settings: StripeSettings): PaymentProvider {
  const { base } = settings;
  const stripe = new Stripe(settings.secretKey, {
    telemetry: false,
    maxNetworkRetries: settings.retriesMax ?? 2,
    timeout: 20_000,
    ...(base === null
      ? {}
      : { host: base.hostname, port: base.port, protocol: base.protocol === 'http:' ? 'http' : 'https' }),
  });
  return {
    livemode: /^[rs]k_live_/.test(settings.secretKey),
    browser: stripeBrowser(settings.publishableKey, base),
    ...stripeAccounts(stripe),
    ...stripePayments(stripe),
    ...stripeDisputes(stripe),
    ...stripeBooks(stripe),
    readWebhook: async (endpoint, body, signature) =>
      readSignedWebhook(stripe, settings.webhookSecrets, Math.floor(settings.now() / 1000), endpoint, body, signature),
  };
}
