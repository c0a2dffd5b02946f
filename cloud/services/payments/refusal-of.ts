import { refusal } from '#shared/kernel/refusal.ts';
import { isProviderError } from '../payment-provider.ts';

/** What a call to the provider that did not end well comes to for whoever asked for it; a fault stays what it is. */
export function refusalOf(error: unknown): unknown {
  if (!isProviderError(error)) return error;
  if (error.kind === 'unknown' || error.kind === 'busy') return refusal('busy', { retryAfterMs: 2_000 });
  return refusal('payment-refused', { why: error.code });
}
