import { shareOf } from '../kernel/allocate.ts';
import type { Quote, QuoteLine } from './quote.ts';

/** What somebody pays, by what it is for: tickets, fees on top of them, tax on both. All before tax, so that they add up. */
export type SaleParts = { readonly ticketMinor: number; readonly feeMinor: number; readonly taxMinor: number };

export const noParts: SaleParts = { ticketMinor: 0, feeMinor: 0, taxMinor: 0 };

/** PR-3: an absorbed fee is part of the ticket; an inclusive tax is taken out of ticket and fee in proportion. */
export function salePartsOf(
  line: Pick<QuoteLine, 'feeMinor' | 'taxMinor' | 'totalMinor'>,
  quote: QuoteModes,
): SaleParts {
  const taxMinor = line.taxMinor;
  const passedOn = quote.feeMode === 'passed-on' ? line.feeMinor : 0;
  const feeTax =
    quote.taxMode === 'inclusive' && line.totalMinor > 0 ? shareOf(taxMinor, passedOn, line.totalMinor) : 0;
  const feeMinor = passedOn - feeTax;
  return { ticketMinor: line.totalMinor - feeMinor - taxMinor, feeMinor, taxMinor };
}

/** The whole order's. */
export function salePartsOfQuote(quote: QuoteModes & Pick<Quote, 'lines'>): SaleParts {
  return quote.lines.map(line => salePartsOf(line, quote)).reduce(addParts, noParts);
}

export function addParts(a: SaleParts, b: SaleParts): SaleParts {
  return {
    ticketMinor: a.ticketMinor + b.ticketMinor,
    feeMinor: a.feeMinor + b.feeMinor,
    taxMinor: a.taxMinor + b.taxMinor,
  };
}

export function subtractParts(a: SaleParts, b: SaleParts): SaleParts {
  return {
    ticketMinor: a.ticketMinor - b.ticketMinor,
    feeMinor: a.feeMinor - b.feeMinor,
    taxMinor: a.taxMinor - b.taxMinor,
  };
}

export function sumOfParts(parts: SaleParts): number {
  return parts.ticketMinor + parts.feeMinor + parts.taxMinor;
}

type QuoteModes = Pick<Quote, 'feeMode' | 'taxMode'>;
