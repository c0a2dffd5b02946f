import { type SaleWindow, tierOnSale } from '../catalog/on-sale.ts';
import { basisPointsOf } from '../kernel/allocate.ts';
import { assert } from '../kernel/assert.ts';
import type { OrderLineId, TierId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { type Discount, type DiscountUsed, discountLines } from './discount-lines.ts';
import { payableStep, toPayable } from './payable.ts';
import { type TaxRule, taxOf } from './tax-of.ts';

export type CartLine = { readonly lineId: OrderLineId; readonly tierId: TierId; readonly quantity: number };

export type TierPrice = SaleWindow & {
  readonly tierId: TierId;
  readonly unitMinor: number;
  readonly currency: string;
};

/** PR-3: fees of an event. */
export type FeeRule = {
  readonly mode: 'absorbed' | 'passed-on';
  readonly basisPoints: number;
  readonly perTicketMinor: number;
};

export type QuoteFacts = {
  readonly currency: string;
  readonly cart: readonly CartLine[];
  readonly prices: readonly TierPrice[];
  readonly fees: FeeRule;
  readonly taxes: TaxRule;
  readonly discounts: readonly Discount[];
};

export type QuoteLine = CartLine & {
  readonly unitMinor: number;
  /** Quantity times unit price. */
  readonly listMinor: number;
  readonly discountMinor: number;
  /** Shown either way; in `totalMinor` on top only when passed on. */
  readonly feeMinor: number;
  readonly taxMinor: number;
  /** What the buyer pays for this line. */
  readonly totalMinor: number;
};

/** PR-1: what a cart costs and why. All sums are those of the lines. */
export type Quote = {
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly discounts: readonly DiscountUsed[];
  readonly feeMode: FeeRule['mode'];
  readonly taxMode: TaxRule['mode'];
  readonly listMinor: number;
  readonly discountMinor: number;
  readonly feeMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** PR-4: nothing to pay, so no payment step. */
  readonly free: boolean;
};

/** PR-1 to PR-8, PR-11: the price of a cart, or why it cannot be had now. */
export function quote(facts: QuoteFacts, now: Instant): Planned<Quote> {
  for (const line of facts.cart) {
    const price = facts.prices.find(known => known.tierId === line.tierId);
    if (price === undefined || !tierOnSale(price, now))
      return { kind: 'refused', refusal: refusal('not-on-sale', { tierId: line.tierId, ...saleFacts(price) }) };
    assert(price.currency === facts.currency, `a cart has one currency: ${price.currency} and ${facts.currency}`);
    assert(Number.isSafeInteger(line.quantity) && line.quantity > 0, `a line has tickets, got ${line.quantity}`);
  }
  const step = payableStep(facts.currency);
  const listed = facts.cart.map(line => {
    const priced = facts.prices.find(price => price.tierId === line.tierId)?.unitMinor ?? 0;
    const unitMinor = toPayable(priced, step);
    return { ...line, unitMinor, listMinor: unitMinor * line.quantity };
  });
  const discounted = discountLines(listed, facts.discounts, now, step);
  if (discounted.kind === 'refused') return discounted;
  const { used, byLine } = discounted.plan;
  const lines = listed.map((line, index) => priceLine(line, byLine[index] ?? 0, facts));
  return { kind: 'planned', plan: sumUp(facts, lines, used) };
}

type ListedLine = CartLine & Pick<QuoteLine, 'unitMinor' | 'listMinor'>;

/** PR-11: whatever is paid is rounded to what can be paid. */
function priceLine(line: ListedLine, discountMinor: number, { fees, taxes, currency }: QuoteFacts): QuoteLine {
  const step = payableStep(currency);
  const priceMinor = line.listMinor - discountMinor;
  const feeMinor =
    priceMinor === 0
      ? 0
      : toPayable(fees.perTicketMinor * line.quantity + basisPointsOf(priceMinor, fees.basisPoints), step);
  const taxedMinor = priceMinor + (fees.mode === 'passed-on' ? feeMinor : 0);
  const taxMinor = taxOf(taxedMinor, taxes, currency);
  const totalMinor = taxedMinor + (taxes.mode === 'inclusive' ? 0 : taxMinor);
  return { ...line, discountMinor, feeMinor, taxMinor, totalMinor };
}

function sumUp(facts: QuoteFacts, lines: readonly QuoteLine[], discounts: readonly DiscountUsed[]): Quote {
  const sum = (part: (line: QuoteLine) => number) => lines.reduce((total, line) => total + part(line), 0);
  const totalMinor = sum(line => line.totalMinor);
  assert(totalMinor >= 0 && Number.isSafeInteger(totalMinor), `a quote is a sum of money, got ${totalMinor}`);
  return {
    currency: facts.currency,
    lines,
    discounts,
    feeMode: facts.fees.mode,
    taxMode: facts.taxes.mode,
    listMinor: sum(line => line.listMinor),
    discountMinor: sum(line => line.discountMinor),
    feeMinor: sum(line => line.feeMinor),
    taxMinor: sum(line => line.taxMinor),
    totalMinor,
    free: totalMinor === 0,
  };
}

function saleFacts(price: TierPrice | undefined) {
  return { opensAt: price?.saleOpensAt ?? null, closesAt: price?.saleClosesAt ?? null };
}
