import type { SaleParts } from '../pricing/sale-parts.ts';

export type Tender = 'provider' | 'external-terminal' | { readonly cashDrawer: string };

/** What a line of the provider's balance was charged beside its amount. */
export type BalanceFees = { readonly feeMinor: number; readonly platformMinor: number };

export type Movement =
  /** Somebody owes us the sum of an order, and so much of it is tickets, fees, tax. */
  | { readonly kind: 'sale'; readonly orderId: string; readonly parts: SaleParts }
  /** They paid; `roundingMinor` is what cash rounding gave (positive) or took. */
  | {
      readonly kind: 'payment';
      readonly paymentId: string;
      readonly tender: Tender;
      readonly minor: number;
      readonly roundingMinor: number;
    }
  /** `platformMinor` is the platform's part, beside the provider's own. */
  | {
      readonly kind: 'provider-fee';
      readonly chargeId: string;
      readonly minor: number;
      readonly platformMinor?: number;
    }
  /** LE-3: the sale taken back in part or whole, and the money with it. */
  | { readonly kind: 'refund'; readonly refundId: string; readonly tender: Tender; readonly parts: SaleParts }
  /** LE-3: a refund was decided: the sale is taken back, and the buyer has a claim until the provider has paid it. */
  | { readonly kind: 'refund-owed'; readonly refundId: string; readonly parts: SaleParts }
  /** The provider paid it out of our balance; negative fees are fees that came back with it. */
  | ({ readonly kind: 'refund-paid'; readonly refundId: string; readonly minor: number } & BalanceFees)
  /** The money came back to our balance: the buyer has the claim again, which stays visible on `buyer`. */
  | ({ readonly kind: 'refund-failed'; readonly refundId: string; readonly minor: number } & BalanceFees)
  /** LE-7: what a failed refund still owed is settled without the provider: paid out of the organization's bank, or kept. */
  | {
      readonly kind: 'claim-settled';
      readonly refundId: string;
      readonly minor: number;
      readonly settledAs: 'paid-outside' | 'written-off';
    }
  /** LE-4: one line of a dispute on the provider's balance: withdrawn (negative), or given back. */
  | ({
      readonly kind: 'dispute-line';
      readonly disputeId: string;
      readonly lineId: string;
      readonly minor: number;
    } & BalanceFees)
  /** No longer open after so many lines: what is still missing is a loss, but for what was owed to the buyer anyway. */
  | {
      readonly kind: 'dispute-closed';
      readonly disputeId: string;
      readonly lines: number;
      readonly minor: number;
      readonly claimMinor: number;
    }
  /** A line of a refund was heard of after that: so much more, or less where it is negative, of the loss was owed to the buyer. */
  | {
      readonly kind: 'dispute-claim';
      readonly disputeId: string;
      readonly lineId: string;
      readonly claimMinor: number;
    }
  /** Paid out to the bank (positive), or taken from there. */
  | ({ readonly kind: 'payout'; readonly lineId: string; readonly minor: number } & BalanceFees)
  /** Tickets given away: their worth is shown as sold and as given. */
  | { readonly kind: 'comp'; readonly orderId: string; readonly waivedMinor: number }
  | { readonly kind: 'float'; readonly shiftId: string; readonly minor: number }
  | { readonly kind: 'drop'; readonly dropId: string; readonly shiftId: string; readonly minor: number }
  | { readonly kind: 'pay-out'; readonly payOutId: string; readonly shiftId: string; readonly minor: number }
  /** Counted at the close; the difference to what was expected is booked, the drawer goes to the safe. */
  | {
      readonly kind: 'shift-closed';
      readonly shiftId: string;
      readonly expectedMinor: number;
      readonly countedMinor: number;
    };
