import { basisPointsOf } from '../kernel/allocate.ts';
import { assert } from '../kernel/assert.ts';

/** What the platform takes of a payment: a share and a fixed part, never more than the payment itself. */
export function applicationFee(
  totalMinor: number,
  rule: { readonly feeBasisPoints: number; readonly feeMinor: number },
): number {
  assert(totalMinor >= 0, `a payment is not negative, got ${totalMinor}`);
  if (totalMinor === 0) return 0;
  return Math.min(totalMinor, basisPointsOf(totalMinor, rule.feeBasisPoints) + rule.feeMinor);
}
