import { refusal } from '#shared/kernel/refusal.ts';
import { isProviderError } from '../payment-provider.ts';

/** What whoever asked is told when the provider said no, or nothing: a fault of ours stays one. */
export function providerRefusal(error: unknown, action: string): unknown {
  if (!isProviderError(error)) return error;
  if (error.kind === 'unknown' || error.kind === 'busy') return refusal('busy', { retryAfterMs: 2_000 });
  return refusal('wrong-state', { action, state: error.code });
}
