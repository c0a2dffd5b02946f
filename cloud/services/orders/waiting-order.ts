import type { PlaceOrder } from '#shared/api/orders.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import type { EventId, OrderId, TicketId, WaitingId } from '#shared/kernel/ids.ts';
import { isRefusal, type Refusal } from '#shared/kernel/refusal.ts';
import type { ShownSum } from '#shared/orders/shown-sum.ts';
import type { Ctx } from '../ctx.ts';
import type { KnownSaleFacts } from './known-sale-facts.ts';
import { type LockedFacts, type PreparedOrder, placesOf, prepareOrder } from './prepare-order.ts';

/** OR-7: from where and with what an order was made, and whether the terms were accepted. */
export type CheckoutTrace = { readonly address: string; readonly device: string; readonly termsAccepted: boolean };

export type AskedOrder = {
  readonly ctx: Ctx;
  readonly eventId: EventId;
  readonly input: PlaceOrder;
  /** Of the input, to tell a repeat from another order under the same id. */
  readonly hash: string;
  /** WR-4: the hash of the visitor whose turn it is, where a waiting room stands in front. */
  readonly visitor: string | null;
  /** WL-5: whose offered places these are, for somebody who waited for them. */
  readonly offer: WaitingId | null;
  readonly trace: CheckoutTrace | null;
  /** PR-1: the sum that was shown to them, where one was. */
  readonly shown: ShownSum | null;
  /** SH-9: the order whose place it takes, with the version of its signed address, which its buyer has shown. */
  readonly replaces: { readonly orderId: OrderId; readonly version: number } | null;
};

/** An order in the queue, prepared by the facts that were known when it came. */
export type WaitingOrder = AskedOrder & {
  readonly facts: KnownSaleFacts;
  readonly places: readonly PoolPlaces[];
  /** Null where rows have to be locked first: guardians by name, promo codes. */
  readonly prepared: PreparedOrder | Refusal | null;
  /** Refs to choose from: a short one, and one that nobody else has in case it is taken. */
  readonly refs: readonly string[];
};

/** PR-1: an order is judged by the instant it came, however long it waits. A refusal counts once the facts prove up to date. */
export function waitingOrder(asked: AskedOrder, facts: KnownSaleFacts): WaitingOrder {
  const { ctx, input } = asked;
  const letters = encodeBase32(ctx.randomBytes(10));
  const late = namedGuardians(input).length > 0 || input.codes.length > 0;
  return {
    ...asked,
    facts,
    places: placesOf(facts, input),
    prepared: late ? null : prepared({ ...asked, facts }),
    refs: [letters.slice(0, 5), letters.slice(5, 13)],
  };
}

export function prepared(
  order: AskedOrder & { readonly facts: KnownSaleFacts },
  locked?: LockedFacts,
): PreparedOrder | Refusal {
  try {
    return prepareOrder(order.ctx, order.facts, order.input, locked);
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

export function namedGuardians(input: PlaceOrder): readonly TicketId[] {
  return input.tickets.flatMap(({ guardianTicketId }) => guardianTicketId ?? []);
}
