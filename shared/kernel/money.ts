import { assert } from './assert.ts';

/** Integer minor units of a currency: cents, yen, fils. Never a float, never without its currency. */
export type Money = { readonly minor: number; readonly currency: string };

const exponents: Readonly<Record<string, number>> = {
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

export function money(minor: number, currency: string): Money {
  assert(Number.isSafeInteger(minor), `money is whole minor units, got ${minor}`);
  assert(/^[A-Z]{3}$/.test(currency), `a currency has three capital letters, got ${currency}`);
  return { minor, currency };
}

/** How many decimals the currency is written with: as ISO 4217 has it, but for the ariary, whose fifths nobody writes. */
export function currencyExponent(currency: string): number {
  return exponents[currency] ?? 2;
}
