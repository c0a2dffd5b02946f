import { shareOf } from '../kernel/allocate.ts';
import { currencyExponent } from '../kernel/money.ts';

/**
 * PR-11: the smallest step in which a sum can be paid, in minor units. Cards and whoever takes them know no thousandths: a dinar is
 * written with three decimals and paid in two.
 */
export function payableStep(currency: string): number {
  return currencyExponent(currency) === 3 ? 10 : 1;
}

/** The nearest sum that can be paid, half up. */
export function toPayable(minor: number, step: number): number {
  return shareOf(minor, 1, step) * step;
}
