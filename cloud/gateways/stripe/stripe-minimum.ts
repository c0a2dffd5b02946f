import { fromStripeAmount } from './stripe-amount.ts';

/**
 * The least that is charged on an account which settles in the currency, in the vendor's own units, as its page on currencies lists
 * them. What is not listed there has no documented minimum.
 */
const minimums: Readonly<Record<string, number>> = {
  AED: 200,
  ARS: 50,
  AUD: 50,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  COP: 50,
  CZK: 1_500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  IDR: 50,
  ILS: 50,
  INR: 50,
  JPY: 50,
  KRW: 50,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PHP: 50,
  PLN: 200,
  RON: 200,
  RUB: 50,
  SEK: 300,
  SGD: 50,
  THB: 1_000,
  USD: 50,
  ZAR: 50,
};

/** PY-11. */
export function stripeMinimum(currency: string): number {
  return fromStripeAmount(minimums[currency] ?? 0, currency);
}
