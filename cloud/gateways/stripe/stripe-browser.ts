import type { PaymentProvider } from '../../services/payment-provider.ts';

/** What a browser loads and speaks to: the vendor's own addresses, or those of a simulator that stands in for it. */
export function stripeBrowser(publishableKey: string, base: URL | null): PaymentProvider['browser'] {
  return {
    publishableKey,
    scriptUrl: base === null ? 'https://js.stripe.com/endive/stripe.js' : new URL('/v3/', base).href,
    connectUrls: base === null ? ['https://api.stripe.com'] : [base.origin],
    simulated: base !== null,
  };
}
