import Stripe from 'stripe';
import { ProviderError } from '../../services/payment-provider.ts';

/** Runs a call and says in the product's words what went wrong. A lost answer or a server's fault leaves the outcome unknown. */
export async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw providerError(error);
  }
}

export function providerError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const code = error.code ?? error.type;
  if (error instanceof Stripe.errors.StripeCardError)
    return new ProviderError('declined', error.decline_code ?? code, error.message);
  if (error instanceof Stripe.errors.StripeRateLimitError) return new ProviderError('busy', code, error.message);
  if (error.statusCode === 409) return new ProviderError('busy', code, error.message);
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError)
    return new ProviderError('unknown', code, error.message);
  return new ProviderError('refused', code, error.message);
}
