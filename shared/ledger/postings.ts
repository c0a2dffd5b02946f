import { assert, unreachable } from '../kernel/assert.ts';
import { type SaleParts, sumOfParts } from '../pricing/sale-parts.ts';

/** LE-1: the accounts of an organization in one currency. What is owed to us and what we have is positive, what we owe or earned negative. */
export type Account =
  | 'buyer'
  | 'provider-balance'
  | 'provider-fees'
  /** What the platform takes of each sale. */
  | 'platform-fees'
  /** What the provider paid out to the organization's own bank account. */
  | 'bank'
  | 'disputes'
  | 'dispute-losses'
  | 'ticket-sales'
  | 'service-fees'
  | 'tax'
  | 'complimentary'
  | 'external-terminal'
  | 'safe'
  | 'over-short'
  | 'pay-outs'
  | 'rounding'
  /** One for each shift. */
  | `cash-drawer:${string}`;

export type Posting = { readonly account: Account; readonly minor: number };

/** A movement of money in the ledger: balanced, and named by its cause, which posts once. */
export type PostingSet = {
  /** Unique in the organization: `sale:ord_…`, `refund:re_…`, `dispute:dp_…:opened`. */
  readonly cause: string;
  readonly currency: string;
  readonly postings: readonly Posting[];
};

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

/** LE-1 to LE-4: what a movement writes. Zero postings are left out. */
export function postingsOf(movement: Movement, currency: string): PostingSet {
  const { cause, postings } = postMovement(movement);
  const written = postings.filter(posting => posting.minor !== 0);
  const sum = written.reduce((total, posting) => total + posting.minor, 0);
  assert(
    written.every(posting => Number.isSafeInteger(posting.minor)),
    `${cause} posts whole minor units`,
  );
  assert(sum === 0, `${cause} is balanced, not off by ${sum}`);
  return { cause, currency, postings: written };
}

type Posted = { readonly cause: string; readonly postings: readonly Posting[] };

function postMovement(movement: Movement): Posted {
  switch (movement.kind) {
    case 'sale':
      return { cause: `sale:${movement.orderId}`, postings: postSale(movement.parts, 1) };
    case 'payment':
      return postPayment(movement);
    case 'provider-fee':
      return {
        cause: `charge:${movement.chargeId}:fee`,
        postings: postFees({ feeMinor: movement.minor, platformMinor: movement.platformMinor ?? 0 }),
      };
    case 'refund': {
      const minor = sumOfParts(movement.parts);
      const back = move(tenderAccount(movement.tender), 'buyer', minor);
      return { cause: `refund:${movement.refundId}`, postings: [...postSale(movement.parts, -1), ...back] };
    }
    case 'refund-owed':
      return { cause: `refund:${movement.refundId}`, postings: postSale(movement.parts, -1) };
    case 'refund-paid':
      return {
        cause: `refund:${movement.refundId}:paid`,
        postings: [...move('provider-balance', 'buyer', movement.minor), ...postFees(movement)],
      };
    case 'refund-failed':
      return {
        cause: `refund:${movement.refundId}:failed`,
        postings: [...move('buyer', 'provider-balance', movement.minor), ...postFees(movement)],
      };
    case 'dispute-line':
    case 'dispute-closed':
      return postDispute(movement);
    case 'payout':
      return {
        cause: `payout:${movement.lineId}`,
        postings: [...move('provider-balance', 'bank', movement.minor), ...postFees(movement)],
      };
    case 'comp':
      return {
        cause: `comp:${movement.orderId}`,
        postings: move('ticket-sales', 'complimentary', movement.waivedMinor),
      };
    case 'float':
    case 'drop':
    case 'pay-out':
    case 'shift-closed':
      return postCash(movement);
    default:
      return unreachable(movement);
  }
}

function postSale(parts: SaleParts, sign: 1 | -1): readonly Posting[] {
  return [
    { account: 'buyer', minor: sign * sumOfParts(parts) },
    { account: 'ticket-sales', minor: -sign * parts.ticketMinor },
    { account: 'service-fees', minor: -sign * parts.feeMinor },
    { account: 'tax', minor: -sign * parts.taxMinor },
  ];
}

function postPayment(movement: Extract<Movement, { kind: 'payment' }>): Posted {
  const { paymentId, tender, minor, roundingMinor } = movement;
  return {
    cause: `payment:${paymentId}`,
    postings: [
      { account: tenderAccount(tender), minor: minor + roundingMinor },
      { account: 'buyer', minor: -minor },
      { account: 'rounding', minor: -roundingMinor },
    ],
  };
}

function postDispute(movement: Extract<Movement, { kind: `dispute-${string}` }>): Posted {
  const cause = `dispute:${movement.disputeId}`;
  if (movement.kind === 'dispute-line')
    return {
      cause: `${cause}:${movement.lineId}`,
      postings: [...move('disputes', 'provider-balance', movement.minor), ...postFees(movement)],
    };
  return {
    cause: `${cause}:closed:${movement.lines}`,
    postings: [
      { account: 'disputes', minor: -movement.minor },
      { account: 'buyer', minor: movement.claimMinor },
      { account: 'dispute-losses', minor: movement.minor - movement.claimMinor },
    ],
  };
}

function postFees({ feeMinor, platformMinor }: BalanceFees): readonly Posting[] {
  return [
    ...move('provider-balance', 'provider-fees', feeMinor),
    ...move('provider-balance', 'platform-fees', platformMinor),
  ];
}

function postCash(movement: Extract<Movement, { kind: 'float' | 'drop' | 'pay-out' | 'shift-closed' }>): Posted {
  const drawer: Account = `cash-drawer:${movement.shiftId}`;
  switch (movement.kind) {
    case 'float':
      return { cause: `shift:${movement.shiftId}:float`, postings: move('safe', drawer, movement.minor) };
    case 'drop':
      return { cause: `drop:${movement.dropId}`, postings: move(drawer, 'safe', movement.minor) };
    case 'pay-out':
      return { cause: `pay-out:${movement.payOutId}`, postings: move(drawer, 'pay-outs', movement.minor) };
    case 'shift-closed': {
      const { expectedMinor, countedMinor } = movement;
      return {
        cause: `shift:${movement.shiftId}:closed`,
        postings: [
          { account: drawer, minor: -expectedMinor },
          { account: 'safe', minor: countedMinor },
          { account: 'over-short', minor: expectedMinor - countedMinor },
        ],
      };
    }
    default:
      return unreachable(movement);
  }
}

/** From what we have on one account to what we have on another. */
function move(from: Account, to: Account, minor: number): readonly Posting[] {
  return [
    { account: from, minor: -minor },
    { account: to, minor },
  ];
}

function tenderAccount(tender: Tender): Account {
  if (tender === 'provider') return 'provider-balance';
  return tender === 'external-terminal' ? tender : `cash-drawer:${tender.cashDrawer}`;
}
