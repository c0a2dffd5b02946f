import type { OrderState } from '../catalog/order-states.ts';
import { unreachable } from '../kernel/assert.ts';

/** What is known when the provider was asked for a payment's current state. Events never decide; the state does. */
export type SettlementFacts = {
  readonly order: {
    readonly state: OrderState;
    readonly totalMinor: number;
    readonly currency: string;
  };
  /** `held` while the places are still counted as this order's, whatever the clock says. */
  readonly hold: 'held' | 'sold' | 'released' | 'lapsed' | 'none';
  readonly payment: {
    readonly state: 'open' | 'processing' | 'succeeded' | 'cancelled';
    /** Whether its money was on its way when we last heard of it. */
    readonly wasProcessing: boolean;
    readonly amountMinor: number;
    readonly currency: string;
    /** How this very payment was settled before, if it was. */
    readonly settled: 'fulfilled' | 're-seated' | 'refunded-late' | 'refunded-twice' | 'refunded-mismatch' | null;
  };
  /** Would the pools take the order's places again at this moment? */
  readonly placesLeft: boolean;
  /** PR-12: could the promo codes that lapsed with the places be used once more? */
  readonly usesLeft: boolean;
};

export type Settlement =
  /** Nothing to do yet; `extend` when money has set out and the places should not lapse under it. */
  | { readonly kind: 'wait'; readonly extend: boolean }
  /** Money that was on its way does not come: whoever counted on it is told, and may pay in another way. */
  | { readonly kind: 'try-again' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fulfil' }
  | { readonly kind: 're-seat' }
  | { readonly kind: 'refund'; readonly why: 'late' | 'code-used' | 'twice' | 'mismatch' };

/**
 * IN-2, OR-1, PR-12, PY-7: what becomes of a payment. Paid in time: fulfil. Paid after the places lapsed: take them again and the promo
 * code with them, or give all the money back. Paid twice, or another sum than quoted: give that payment back. The same facts always give the same answer, so
 * that a webhook heard twice, late or never changes nothing.
 */
export function decideSettlement(facts: SettlementFacts): Settlement {
  const { payment } = facts;
  if (payment.settled !== null) return { kind: 'nothing' };
  const isOver = payment.wasProcessing && hopes(facts.order.state);
  switch (payment.state) {
    case 'open':
      return isOver ? { kind: 'try-again' } : { kind: 'wait', extend: false };
    case 'processing':
      return { kind: 'wait', extend: facts.hold === 'held' && !payment.wasProcessing };
    case 'cancelled':
      return { kind: isOver ? 'try-again' : 'nothing' };
    case 'succeeded':
      return settlePaid(facts);
    default:
      return unreachable(payment.state);
  }
}

/** Nobody has told its buyer yet that there will be no tickets. */
function hopes(state: OrderState): boolean {
  return state === 'awaiting-payment' || state === 'lapsed';
}

function settlePaid({ order, hold, payment, placesLeft, usesLeft }: SettlementFacts): Settlement {
  if (payment.amountMinor !== order.totalMinor || payment.currency !== order.currency)
    return { kind: 'refund', why: 'mismatch' };
  switch (order.state) {
    case 'paid':
    case 'partly-refunded':
    case 'refunded':
      return { kind: 'refund', why: 'twice' };
    case 'awaiting-payment':
      return hold === 'held' ? { kind: 'fulfil' } : seatAgain(placesLeft, usesLeft);
    case 'lapsed':
      return seatAgain(placesLeft, usesLeft);
    case 'cancelled':
    case 'awaiting-approval':
      // Somebody said no, or has not said yes: the buyer's money is not kept for that.
      return { kind: 'refund', why: 'late' };
    default:
      return unreachable(order.state);
  }
}

function seatAgain(placesLeft: boolean, usesLeft: boolean): Settlement {
  if (!usesLeft) return { kind: 'refund', why: 'code-used' };
  return placesLeft ? { kind: 're-seat' } : { kind: 'refund', why: 'late' };
}
