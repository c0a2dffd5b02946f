import type { OrderState } from '../catalog/order-states.ts';
import type { RefundId, TicketId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { BuyerAction, TicketStanding } from '../orders/buyer-may.ts';
import type { EventView } from './events.ts';

export type OrderPageTicket = {
  readonly ticketId: TicketId;
  readonly number: number;
  readonly tierName: string;
  readonly holder: string | null;
  readonly seat: string | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly standing: TicketStanding;
  /** What the QR says; null where this reader may not enter with it. */
  readonly code: string | null;
  readonly may: Readonly<Record<BuyerAction, boolean>>;
  readonly isGuardian: boolean;
};

export type OrderPageRefund = {
  readonly refundId: RefundId;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'requested' | 'submitted' | 'succeeded' | 'failed';
  readonly updatedAt: Instant;
  /** Whether it corrects the invoice: what came too late or twice was never on it. */
  readonly hasPaper: boolean;
};

/** What the page of an order, or of a ticket that was passed on, shows. */
export type OrderPageView = {
  readonly viewer: 'buyer' | 'holder';
  readonly event: EventView;
  readonly order: {
    readonly ref: string;
    readonly state: OrderState;
    readonly buyerName: string;
    readonly buyerEmail: string;
    readonly language: string;
    readonly totalMinor: number;
    readonly currency: string;
    /** Until when it can be paid; null where there is nothing to pay, or no longer. */
    readonly payUntil: Instant | null;
  } | null;
  readonly until: Readonly<Record<BuyerAction, Instant | null>>;
  readonly tickets: readonly OrderPageTicket[];
  readonly refunds: readonly OrderPageRefund[];
  readonly hasInvoice: boolean;
};
