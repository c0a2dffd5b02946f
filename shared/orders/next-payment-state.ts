export const paymentStates = ['intended', 'open', 'processing', 'succeeded', 'failed', 'cancelled'] as const;
export type PaymentState = (typeof paymentStates)[number];

/**
 * PY-3: a payment's state after the provider was asked. What was heard late never takes back what is final; a debit that failed on
 * its way is open again, because the buyer may try another way to pay.
 */
export function nextPaymentState(
  before: PaymentState,
  now: 'open' | 'processing' | 'succeeded' | 'cancelled',
): PaymentState {
  if (before === 'succeeded') return before;
  if (now === 'succeeded') return now;
  return before === 'cancelled' ? before : now;
}
