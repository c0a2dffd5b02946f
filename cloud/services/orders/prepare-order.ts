import type { PlaceOrder } from '#shared/api/orders.ts';
import type { OrderState } from '#shared/catalog/order-states.ts';
import { type PoolPlaces, placesPerPool } from '#shared/inventory/pool.ts';
import type { TierId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { checkAnswers } from '#shared/orders/check-answers.ts';
import { checkBuyer } from '#shared/orders/check-buyer.ts';
import type { NamedGuardian } from '#shared/orders/check-guardians.ts';
import { firstOrderState } from '#shared/orders/order-actions.ts';
import type { Quote } from '#shared/pricing/quote.ts';
import { type Promo, type ReadCodes, readCodes } from '#shared/pricing/read-codes.ts';
import type { TicketDraft } from '../../db/ticket-draft.ts';
import type { Ctx } from '../ctx.ts';
import { requireMinimum, requireSettled } from '../payments/load-payment-account.ts';
import { draftTickets } from './draft-tickets.ts';
import { requireOnSale, type SaleFacts } from './load-sale-facts.ts';
import { priceCart } from './price-cart.ts';

/** An order that may be placed if there is room: priced, checked and written out, but for its places. */
export type PreparedOrder = {
  readonly quote: Quote;
  /** Promo codes that this order uses up once. */
  readonly codes: readonly string[];
  readonly buyer: PlaceOrder['buyer'];
  readonly answers: Readonly<Record<string, string>>;
  readonly drafts: readonly TicketDraft[];
  readonly state: OrderState;
  readonly lapsesAt: Instant;
};

/** Facts that stand still only while their rows are locked. */
export type LockedFacts = { readonly guardians: readonly NamedGuardian[]; readonly promos: readonly Promo[] };

/** What a cart asks for against what is on sale, or the refusal thrown. Reads nothing: the same facts give the same order. */
export function prepareOrder(
  ctx: Pick<Ctx, 'now' | 'randomBytes' | 'actor'>,
  facts: SaleFacts,
  input: PlaceOrder,
  locked: LockedFacts = { guardians: [], promos: [] },
): PreparedOrder {
  const { event } = facts;
  requireOnSale(event, ctx.now);
  const lines = input.tickets.map(({ tierId }) => ({ tierId, quantity: 1 }));
  const codes = codesOf(ctx, facts, input.codes, lines, locked.promos);
  const quote = priceCart(facts, lines, ctx.now, ctx.randomBytes, codes.discounts);
  requirePayable(ctx, facts, quote);
  const { language, ...given } = input.buyer;
  const buyer = orRefuse(checkBuyer(given, { phone: event.collectsPhone, address: event.collectsAddress }));
  const { answers } = orRefuse(
    checkAnswers(
      Object.fromEntries(input.answers.map(({ questionId, value }) => [questionId, value])),
      { questions: facts.questions, per: 'order', tierIds: quote.lines.map(line => line.tierId) },
      input.channel === 'box-office' ? 'later' : 'now',
    ),
  );
  return {
    quote,
    codes: codes.used,
    buyer: { ...buyer, language },
    answers,
    drafts: draftTickets(facts, input, quote, locked.guardians, ctx.randomBytes),
    // What costs nothing is issued in a step of its own, once its places are held.
    state: firstOrderState({ needsApproval: event.needsApproval, free: false }),
    // Nobody pays before somebody said yes, so an approval may take its time; the night ends it.
    lapsesAt: event.needsApproval ? event.endsAt : addMs(ctx.now, limits.holdDurationMs),
  };
}

/** PY-5, PY-11: no buyer reserves what they could not pay for. What costs nothing in the end, as by a code, needs no account. */
export function requirePayable(ctx: Pick<Ctx, 'actor'>, { account }: SaleFacts, quote: Quote): void {
  if (ctx.actor.kind !== 'buyer' || quote.free) return;
  if (account?.cardPayments !== 'active')
    throw refusal('payments-inactive', { cardPayments: account?.cardPayments ?? 'none' });
  requireSettled(ctx, account, quote.currency);
  requireMinimum(account, quote);
}

/** IN-1: the places a cart takes of each pool. A tier that is not on sale takes none; its order is refused for that. */
export function placesOf(facts: SaleFacts, input: PlaceOrder): readonly PoolPlaces[] {
  return placesPerPool(
    input.tickets.map(ticket => ({
      poolIds: facts.tiers.find(tier => tier.tierId === ticket.tierId)?.poolIds ?? [],
      quantity: 1,
    })),
  );
}

/** PR-5, PR-9: what codes are good for; to a buyer a tier that is not public and that none of them opens is not on sale. */
export function codesOf(
  ctx: Pick<Ctx, 'now' | 'actor'>,
  facts: SaleFacts,
  codes: readonly string[],
  lines: readonly { readonly tierId: TierId }[],
  promos: readonly Promo[],
): ReadCodes {
  const read = orRefuse(readCodes(codes, { promos, tiers: facts.tiers }, lines, ctx.now));
  if (ctx.actor.kind !== 'buyer') return read;
  for (const { tierId } of lines) {
    const tier = facts.tiers.find(known => known.tierId === tierId);
    if (tier !== undefined && tier.visibility !== 'public' && !read.opened.has(tierId))
      throw refusal('not-on-sale', { tierId });
  }
  return read;
}
