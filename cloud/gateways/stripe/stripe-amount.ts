import { payableStep } from '#shared/pricing/payable.ts';
import { failure } from './stripe-errors.ts';

/**
 * PR-11: sums as the vendor counts them. It takes a currency in the units it is written with, but for these two, which have no
 * decimals and are still to be given with two of them, always 00. Three decimals end in 0; what does not is refused before it is asked.
 */
const stillInHundredths: readonly string[] = ['ISK', 'UGX'];

export function toStripeAmount(minor: number, currency: string): number {
  if (minor % payableStep(currency) !== 0)
    throw failure('refused', 'amount-not-payable', `${minor} ${currency} cannot be paid: it does not end in 0`);
  return stillInHundredths.includes(currency) ? minor * 100 : minor;
}

/** Hundredths of what has none, as a fee may have them, are rounded half up. */
export function fromStripeAmount(amount: number, currency: string): number {
  return stillInHundredths.includes(currency) ? Math.round(amount / 100) : amount;
}
