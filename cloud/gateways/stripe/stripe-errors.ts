import Stripe from 'stripe';
import type { ProviderError } from '../../services/payment-provider.ts';

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
    return failure('declined', error.decline_code ?? code, error.message);
  if (error instanceof Stripe.errors.StripeRateLimitError) return failure('busy', code, error.message);
  if (error.statusCode === 409) return failure('busy', code, error.message);
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError)
    return failure('unknown', code, error.message);
  return failure('refused', code, error.message);
}

/** An error of the shape services know. */
export function failure(kind: ProviderError['kind'], code: string, message: string): ProviderError {
  return Object.assign(new Error(message), { name: 'ProviderError' as const, kind, code });
}
