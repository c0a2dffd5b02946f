import type { Language } from '../catalog/languages.ts';
import type { LogoElsewhere } from '../catalog/logo-elsewhere.ts';
import type { Instant } from '../kernel/instant.ts';

export type LetterTicket = { readonly tierName: string; readonly holder: string | null; readonly seat: string | null };

/** Everything a mail says, before it has a form. */
export type Letter = {
  readonly language: Language;
  readonly brand: LetterBrand;
  readonly event: LetterEvent;
  readonly shopUrl: string;
  readonly about: LetterAbout;
};

/** How an organization looks on mails and papers. */
export type LetterBrand = {
  readonly name: string;
  readonly accent: string | null;
  readonly logo: LogoElsewhere | null;
  readonly imprint: string;
};

export type LetterEvent = {
  readonly title: string;
  readonly venue: string;
  readonly address: string;
  readonly zone: string;
  readonly doorsAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};

type OfOrder = { readonly buyerName: string; readonly orderRef: string; readonly orderUrl: string };

export type LetterAbout =
  | (OfOrder & {
      readonly kind: 'order-confirmed';
      readonly tickets: readonly LetterTicket[];
      readonly totalMinor: number;
      readonly currency: string;
    })
  | (OfOrder & {
      /** What is to be paid now, or again because a bank said no. */
      readonly kind: 'order-approved' | 'payment-failed';
      readonly amountMinor: number;
      readonly currency: string;
      readonly payUrl: string;
      /** Until when the places are kept; null when that is over. */
      readonly until: Instant | null;
    })
  | (OfOrder & { readonly kind: 'order-declined'; readonly why: 'refused' | 'undecided' })
  | (OfOrder & { readonly kind: 'refund-made'; readonly amountMinor: number; readonly currency: string })
  | (OfOrder & { readonly kind: 'refund-delayed'; readonly amountMinor: number; readonly currency: string })
  | (OfOrder & {
      readonly kind: 'paid-too-late';
      /** The reservation had run out and the places or its promo code were gone, or the order or its event had been cancelled. */
      readonly why: 'late' | 'code-used' | 'cancelled';
      readonly amountMinor: number;
      readonly currency: string;
    })
  | (OfOrder & {
      readonly kind: 'event-changed';
      readonly change: 'times' | 'place' | 'cancelled';
      /** What of it is the reader's: money that was paid, a free order, one that is not paid, or a ticket passed on to them. */
      readonly theirs: 'money' | 'free' | 'unpaid' | 'ticket';
    })
  /** To organizers, not to a buyer. */
  | {
      readonly kind: 'dispute-due';
      readonly orderRef: string;
      readonly amountMinor: number;
      readonly currency: string;
      readonly dueBy: Instant;
    }
  | {
      readonly kind: 'dispute-reversed' | 'refund-failed';
      readonly orderRef: string;
      readonly amountMinor: number;
      readonly currency: string;
    }
  | { readonly kind: 'hoarding'; readonly what: 'email' | 'address'; readonly held: number }
  | { readonly kind: 'card-testing'; readonly what: 'begun' | 'declined' | 'declined-everywhere' }
  | {
      readonly kind: 'waiting-list-joined';
      readonly tierName: string;
      readonly quantity: number;
      /** Where they see how they stand, and leave. */
      readonly entryUrl: string;
    }
  | {
      readonly kind: 'waiting-list-offer';
      readonly tierName: string;
      readonly quantity: number;
      readonly lapsesAt: Instant;
      readonly offerUrl: string;
    }
  | {
      readonly kind: 'ticket-transferred';
      readonly fromName: string;
      readonly ticket: LetterTicket;
      readonly ticketUrl: string;
    }
  | { readonly kind: 'ticket-voided'; readonly ticket: LetterTicket; readonly ticketUrl: string };

/** A mail in the form it is sent in. */
export type PressedLetter = { readonly subject: string; readonly html: string; readonly text: string };
