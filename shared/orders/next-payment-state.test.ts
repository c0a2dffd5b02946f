import { expect, test } from 'vitest';
import { applicationFee } from './application-fee.ts';
import { nextPaymentState, type PaymentState, paymentStates } from './next-payment-state.ts';

const next = (
  before: PaymentState,
  now: Parameters<typeof nextPaymentState>[1]['state'],
  charges: [string?, string?] = [],
) => nextPaymentState({ state: before, chargeId: charges[0] ?? null }, { state: now, chargeId: charges[1] ?? null });

test('[PY-3] money that has arrived stays arrived, whatever is heard afterwards', () => {
  for (const now of ['open', 'processing', 'cancelled', 'succeeded'] as const)
    expect(next('succeeded', now)).toBe('succeeded');
  for (const before of paymentStates) expect(next(before, 'succeeded')).toBe('succeeded');
});

test('[PY-3] a cancelled payment is not opened again by an old answer, and a failed debit is', () => {
  expect(next('cancelled', 'open')).toBe('cancelled');
  expect(next('processing', 'open')).toBe('open');
  expect(next('intended', 'open')).toBe('open');
});

test('[PY-3] a debit that we have seen come back is not on its way again by an old answer; another one is', () => {
  expect(next('open', 'processing', ['py_1', 'py_1'])).toBe('open');
  expect(next('open', 'processing', ['py_1', 'py_2'])).toBe('processing');
  expect(next('open', 'processing')).toBe('processing');
});

test('[PY-6] [PR-11] the platform takes a share and a fixed part, and never more than the payment', () => {
  const rule = { feeBasisPoints: 150, feeMinor: 30 };
  const of = (minor: number, currency = 'EUR') => applicationFee(minor, rule, currency);
  expect([of(5_600), of(20), of(0)]).toEqual([114, 20, 0]);
  // In dinars, sums that can be paid.
  expect([of(5_600, 'KWD'), of(5_700, 'KWD'), of(20, 'KWD')]).toEqual([110, 120, 20]);
});
