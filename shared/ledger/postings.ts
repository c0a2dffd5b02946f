import { assert, unreachable } from '../kernel/assert.ts';
import { type SaleParts, sumOfParts } from '../pricing/sale-parts.ts';
import type { BalanceFees, Movement, Tender } from './movement.ts';

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
  /** What buyers had a claim to and will not have. */
  | 'unclaimed'
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

/** LE-1 to LE-7: what a movement writes. Zero postings are left out. */
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
    case 'claim-settled':
      return {
        cause: `refund:${movement.refundId}:settled`,
        postings: move(movement.settledAs === 'paid-outside' ? 'bank' : 'unclaimed', 'buyer', movement.minor),
      };
    case 'dispute-line':
    case 'dispute-closed':
    case 'dispute-claim':
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
  if (movement.kind === 'dispute-claim')
    return {
      cause: `${cause}:claim:${movement.lineId}`,
      postings: move('dispute-losses', 'buyer', movement.claimMinor),
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
