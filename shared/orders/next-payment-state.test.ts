import { expect, test } from 'vitest';
import { applicationFee } from './application-fee.ts';
import { nextPaymentState, paymentStates } from './next-payment-state.ts';

test('[PY-3] money that has arrived stays arrived, whatever is heard afterwards', () => {
  for (const now of ['open', 'processing', 'cancelled', 'succeeded'] as const)
    expect(nextPaymentState('succeeded', now)).toBe('succeeded');
  for (const before of paymentStates) expect(nextPaymentState(before, 'succeeded')).toBe('succeeded');
});

test('[PY-3] a cancelled payment is not opened again by an old answer, and a failed debit is', () => {
  expect(nextPaymentState('cancelled', 'open')).toBe('cancelled');
  expect(nextPaymentState('processing', 'open')).toBe('open');
  expect(nextPaymentState('intended', 'open')).toBe('open');
});

test('[PY-6] [PR-11] the platform takes a share and a fixed part, and never more than the payment', () => {
  const rule = { feeBasisPoints: 150, feeMinor: 30 };
  const of = (minor: number, currency = 'EUR') => applicationFee(minor, rule, currency);
  expect([of(5_600), of(20), of(0)]).toEqual([114, 20, 0]);
  // In dinars, sums that can be paid.
  expect([of(5_600, 'KWD'), of(5_700, 'KWD'), of(20, 'KWD')]).toEqual([110, 120, 20]);
});
