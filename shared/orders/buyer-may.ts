import type { BuyerRules } from '../catalog/buyer-rules.ts';
import type { EventState } from '../catalog/event-states.ts';
import type { OrderState } from '../catalog/order-states.ts';
import type { Instant } from '../kernel/instant.ts';
import { canOrder } from './order-actions.ts';

/** How a ticket stands, as its buyer or holder is told. */
export type TicketStanding =
  | { readonly kind: 'valid' | 'replaced' | 'cancelled' | 'refunded' | 'disputed' }
  | { readonly kind: 'used'; readonly at: Instant }
  | { readonly kind: 'blocked'; readonly text: string }
  | { readonly kind: 'passed-on'; readonly to: string };

export type BuyersTicket = {
  readonly state: 'valid' | 'replaced' | 'cancelled' | 'refunded' | 'blank';
  readonly disputed: boolean;
  readonly blocked: string | null;
  /** Whom the buyer passed it on to. */
  readonly passedOnTo: string | null;
  readonly usedAt: Instant | null;
};

/** ML-7: somebody else's ticket is first of all that, whatever became of it there. */
export function ticketStanding(ticket: BuyersTicket, viewer: 'buyer' | 'holder'): TicketStanding {
  if (viewer === 'buyer' && ticket.passedOnTo !== null) return { kind: 'passed-on', to: ticket.passedOnTo };
  if (ticket.state !== 'valid') return { kind: ticket.state === 'blank' ? 'cancelled' : ticket.state };
  if (ticket.disputed) return { kind: 'disputed' };
  if (ticket.blocked !== null) return { kind: 'blocked', text: ticket.blocked };
  return ticket.usedAt === null ? { kind: 'valid' } : { kind: 'used', at: ticket.usedAt };
}

export type BuyerAction = 'rename' | 'pass-on' | 'give-back';

export type BuyerFacts = {
  readonly rules: BuyerRules;
  readonly event: { readonly state: EventState; readonly doorsAt: Instant };
  readonly orderState: OrderState | null;
  readonly viewer: 'buyer' | 'holder';
};

/** ML-6: until when an action is open to buyers at all; null when the event does not offer it. */
export function openUntil(action: BuyerAction, { rules, event, orderState, viewer }: BuyerFacts): Instant | null {
  const live = orderState === null || canOrder(action, orderState);
  if (event.state !== 'published' || !live) return null;
  switch (action) {
    case 'rename':
      return rules.namesUntil ?? event.doorsAt;
    case 'pass-on':
      return rules.transfers ? (rules.transfersUntil ?? event.doorsAt) : null;
    case 'give-back':
      // The money goes to whoever paid, so only they may ask for it.
      return rules.refunds && viewer === 'buyer' ? (rules.refundsUntil ?? event.doorsAt) : null;
  }
}

/** OR-2: whether children come in with a ticket alone, and whether some of them are of other orders. */
export type Guards = { readonly isGuardian: boolean; readonly guardsOthers: boolean };

/** ML-6 to ML-8: may this ticket be renamed, passed on or given back now by whoever looks at it? */
export function buyerMay(
  action: BuyerAction,
  facts: BuyerFacts,
  ticket: { readonly standing: TicketStanding } & Guards,
  now: Instant,
): boolean {
  const until = openUntil(action, facts);
  if (until === null || now >= until || ticket.standing.kind !== 'valid') return false;
  if (action === 'pass-on') return !ticket.isGuardian;
  return action !== 'give-back' || !ticket.guardsOthers;
}
