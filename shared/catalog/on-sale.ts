import type { Instant } from '../kernel/instant.ts';
import type { EventState } from './event-states.ts';

export type SaleEvent = { readonly state: EventState; readonly endsAt: Instant };

export type SaleWindow = { readonly saleOpensAt: Instant | null; readonly saleClosesAt: Instant | null };

/** How an event stands to those who want to come: `over` also in the hours before its state says `ended` (EV-7). */
export type EventStage = 'draft' | 'on-sale' | 'over' | 'cancelled';

/** EV-6, EV-9: an event is on sale from its publication until its end. Only then is anything of it sold, offered or lent out for sale. */
export function eventOnSale(event: SaleEvent, now: Instant): boolean {
  return eventStage(event, now) === 'on-sale';
}

export function eventStage({ state, endsAt }: SaleEvent, now: Instant): EventStage {
  if (state === 'draft' || state === 'cancelled') return state;
  return state === 'ended' || now >= endsAt ? 'over' : 'on-sale';
}

/** EV-9: the opening belongs to the window of a tier, the closing does not. */
export function tierOnSale(window: SaleWindow, now: Instant): boolean {
  return tierStage(window, now) === 'on-sale';
}

export function tierStage({ saleOpensAt, saleClosesAt }: SaleWindow, now: Instant): 'before' | 'on-sale' | 'closed' {
  if (saleClosesAt !== null && now >= saleClosesAt) return 'closed';
  return saleOpensAt !== null && now < saleOpensAt ? 'before' : 'on-sale';
}

/** The instant from which a tier of this event is sold no more. */
export function saleEndsAt({ saleClosesAt }: SaleWindow, { endsAt }: SaleEvent): Instant {
  return saleClosesAt !== null && saleClosesAt < endsAt ? saleClosesAt : endsAt;
}
