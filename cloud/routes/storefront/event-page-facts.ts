import type { ShopRequest } from '../../http/shop-frames.ts';
import { type ShopEvent, tiersFor } from '../../services/shop/shop-event.ts';
import type { Cart } from '../../storefront/cart.ts';
import type { EventPageFacts } from '../../storefront/event-page.tsx';
import type { WrongChoice } from '../../storefront/tier-choice.tsx';

/** What the page of an evening shows to somebody who has this in their cart. */
export function eventPageFacts(
  request: ShopRequest,
  facts: ShopEvent,
  cart: Cart,
  problem: WrongChoice | null,
): EventPageFacts {
  const { event } = facts;
  return {
    event,
    tiers: tiersFor(facts.tiers, cart.code),
    now: request.ctx.now,
    cart,
    problem,
    fees: event.feeMode === 'passed-on' && (event.feeMinor > 0 || event.feeBasisPoints > 0),
    taxes: request.organization.taxMode === 'exclusive' && request.organization.taxBasisPoints > 0,
  };
}
