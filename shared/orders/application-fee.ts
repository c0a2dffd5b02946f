import { basisPointsOf } from '../kernel/allocate.ts';
import { assert } from '../kernel/assert.ts';
import { payableStep, toPayable } from '../pricing/payable.ts';

/** PY-6, PR-11: what the platform takes of a payment: a share and a fixed part, in sums that can be paid, never more than the payment. */
export function applicationFee(
  totalMinor: number,
  rule: { readonly feeBasisPoints: number; readonly feeMinor: number },
  currency: string,
): number {
  assert(totalMinor >= 0, `a payment is not negative, got ${totalMinor}`);
  if (totalMinor === 0) return 0;
  const fee = basisPointsOf(totalMinor, rule.feeBasisPoints) + rule.feeMinor;
  return Math.min(totalMinor, toPayable(fee, payableStep(currency)));
}
