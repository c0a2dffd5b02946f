import type { Language } from '../catalog/languages.ts';
import type { Instant } from '../kernel/instant.ts';

export type DocumentSeries = 'invoice' | 'credit-note';

export type DocumentLine = {
  readonly text: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly discountMinor: number;
  /** The fee on top of the price; 0 where it is absorbed. */
  readonly feeMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
};

/** DO-2: everything an invoice or a credit note says, kept as it was on the day it was issued. A credit note's sums are negative. */
export type DocumentContent = {
  readonly series: DocumentSeries;
  /** `INV-000017`, `CN-000004`. */
  readonly number: string;
  readonly issuedAt: Instant;
  /** The reader's language first, then the organization's where that is another. */
  readonly languages: readonly Language[];
  readonly zone: string;
  readonly seller: { readonly name: string; readonly imprint: string; readonly accent: string | null };
  readonly buyer: { readonly name: string; readonly email: string; readonly address: readonly string[] };
  readonly orderRef: string;
  readonly event: { readonly title: string; readonly startsAt: Instant; readonly zone: string };
  readonly currency: string;
  readonly lines: readonly DocumentLine[];
  /** The rate is null where it is not known any more. */
  readonly tax: {
    readonly mode: 'inclusive' | 'exclusive';
    readonly basisPoints: number | null;
    readonly minor: number;
  };
  readonly totalMinor: number;
  readonly paidAt: Instant | null;
  readonly corrects: string | null;
};

export function documentNumber(series: DocumentSeries, number: number): string {
  return `${series === 'invoice' ? 'INV' : 'CN'}-${String(number).padStart(6, '0')}`;
}
