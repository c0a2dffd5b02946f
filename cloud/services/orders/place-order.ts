import { type OrderView, type PlaceOrder, placeOrderSchema } from '#shared/api/orders.ts';
import { placesPerPool } from '#shared/inventory/pool.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { checkAnswers } from '#shared/orders/check-answers.ts';
import { checkBuyer } from '#shared/orders/check-buyer.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { holdPlaces } from '../holds/hold-places.ts';
import { requirePermission } from '../require-permission.ts';
import { draftTickets } from './draft-tickets.ts';
import { loadNamedGuardians } from './load-named-guardians.ts';
import { loadOrderView } from './load-order.ts';
import { loadSaleFacts } from './load-sale-facts.ts';
import { priceCart } from './price-cart.ts';
import { recordNewOrder } from './record-new-order.ts';

/** Quotes a cart, keeps its places and writes the order down. It waits for payment or approval until its hold lapses. */
export async function placeOrder(ctx: Ctx, eventId: EventId, raw: unknown): Promise<OrderView> {
  requirePermission(ctx, 'orders:place');
  const input = placeOrderSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'order.place', key: input.orderId, input: { eventId, ...input } }, () =>
      placeInto(tx, ctx, eventId, input),
    ),
  );
}

async function placeInto(tx: Tx, ctx: Ctx, eventId: EventId, input: PlaceOrder): Promise<OrderView> {
  const facts = await loadSaleFacts(tx, ctx.orgId, eventId, ctx.now, { forShare: true });
  const { event } = facts;
  const lines = input.tickets.map(({ tierId }) => ({ tierId, quantity: 1 }));
  const quote = priceCart(facts, lines, ctx.now, ctx.randomBytes);
  const { language, ...given } = input.buyer;
  const buyer = orRefuse(checkBuyer(given, { phone: event.collectsPhone, address: event.collectsAddress }));
  const { answers } = orRefuse(
    checkAnswers(
      Object.fromEntries(input.answers.map(({ questionId, value }) => [questionId, value])),
      { questions: facts.questions, per: 'order', tierIds: quote.lines.map(line => line.tierId) },
      input.channel === 'api' ? 'now' : 'later',
    ),
  );
  const named = input.tickets.flatMap(({ guardianTicketId }) => guardianTicketId ?? []);
  const guardians = await loadNamedGuardians(tx, ctx.orgId, eventId, named);
  const drafts = draftTickets(facts, input, quote, guardians, ctx.randomBytes);
  const state = event.needsApproval ? 'awaiting-approval' : 'awaiting-payment';
  await recordNewOrder(tx, ctx, { eventId, input, quote, buyer: { ...buyer, language }, answers, drafts, state });
  await holdPlaces(tx, ctx, {
    eventId,
    orderId: input.orderId,
    places: placesPerPool(
      drafts.map(draft => ({
        poolIds: facts.tiers.find(tier => tier.tierId === draft.tierId)?.poolIds ?? [],
        quantity: 1,
      })),
    ),
    // Nobody pays before somebody said yes, so an approval may take its time; the night ends it.
    lapsesAt: event.needsApproval ? event.endsAt : addMs(ctx.now, limits.holdDurationMs),
  });
  const after = await loadOrderView(tx, ctx.orgId, input.orderId);
  await audit(tx, ctx, { verb: 'order.place', target: input.orderId, before: null, after });
  return after;
}
