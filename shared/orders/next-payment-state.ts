export const paymentStates = ['intended', 'open', 'processing', 'succeeded', 'failed', 'cancelled'] as const;
export type PaymentState = (typeof paymentStates)[number];

type Known<State> = { readonly state: State; readonly chargeId: string | null };

/**
 * PY-3: a payment's state after the provider was asked. What was heard late never takes back what is final; a debit that failed on
 * its way is open again, because the buyer may try another way to pay. One that we have seen fail is not on its way any more.
 */
export function nextPaymentState(
  before: Known<PaymentState>,
  now: Known<'open' | 'processing' | 'succeeded' | 'cancelled'>,
): PaymentState {
  if (before.state === 'succeeded') return before.state;
  if (now.state === 'succeeded') return now.state;
  if (before.state === 'cancelled') return before.state;
  const isOldNews = before.state === 'open' && now.state === 'processing' && now.chargeId === before.chargeId;
  return isOldNews && now.chargeId !== null ? before.state : now.state;
}
