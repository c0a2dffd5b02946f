import { basisPointsOf, shareOf } from '../kernel/allocate.ts';
import { payableStep, toPayable } from './payable.ts';
import type { Quote } from './quote.ts';

/** PR-3: tax of an organization. */
export type TaxRule = { readonly mode: 'inclusive' | 'exclusive'; readonly basisPoints: number };

/** PR-2, PR-11: a tax on top is rounded to what can be paid; one that is part of the sum already is known to the last unit. */
export function taxOf(taxedMinor: number, { mode, basisPoints }: TaxRule, currency: string): number {
  if (mode === 'inclusive') return shareOf(taxedMinor, basisPoints, 10_000 + basisPoints);
  return toPayable(basisPointsOf(taxedMinor, basisPoints), payableStep(currency));
}

/** DO-3: whether these taxes are those of this rate. */
export function isTaxedAt(
  quote: Pick<Quote, 'currency' | 'feeMode' | 'taxMode'> & {
    readonly lines: readonly Pick<Quote['lines'][number], 'listMinor' | 'discountMinor' | 'feeMinor' | 'taxMinor'>[];
  },
  basisPoints: number,
): boolean {
  return quote.lines.every(({ listMinor, discountMinor, feeMinor, taxMinor }) => {
    const taxedMinor = listMinor - discountMinor + (quote.feeMode === 'passed-on' ? feeMinor : 0);
    return taxMinor === taxOf(taxedMinor, { mode: quote.taxMode, basisPoints }, quote.currency);
  });
}
