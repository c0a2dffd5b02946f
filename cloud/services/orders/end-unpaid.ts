import type { OrderView } from '#shared/api/orders.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { canOrder, planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { findHold, releaseHold } from '../holds/end-hold.ts';
import { abandonPayments } from '../payments/abandon-payments.ts';
import { endPromoUses } from '../promos/end-promo-uses.ts';
import { voidTickets } from '../tickets/void-tickets.ts';
import { findTakenOffer, standAgain } from '../waiting-list/take-offers.ts';
import { loadOrderView, type OrderRecord, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';

/** Who ends it: the organizer, saying why, or the buyer, who has an offer again that the order came from (WL-5). */
export type Ending = { readonly by: 'organizer'; readonly reason: string } | { readonly by: 'buyer' };

/**
 * OR-1: an order nobody paid for ends, whoever ends it: its places, its codes, tickets it had already and its open payments are
 * given up. The order is locked.
 */
export async function endUnpaid(tx: Tx, ctx: Ctx, before: OrderRecord, ending: Ending): Promise<OrderView> {
  const { orderId, eventId } = before;
  const action = canOrder('decline', before.state) ? 'decline' : 'cancel';
  const state = orRefuse(planOrderAction(action, { state: before.state, free: before.totalMinor === 0 }));
  // Before any pool is locked: what is written of an order is written on all its tickets.
  await recordOrder(tx, ctx, before, { state, drafts: [] });
  const offer = ending.by === 'buyer' ? await findTakenOffer(tx, ctx, before) : null;
  const hold = await findHold(tx, ctx, orderId);
  await endPromoUses(tx, ctx, [orderId]);
  if (hold !== null) await releaseHold(tx, ctx, hold);
  if (offer !== null && hold?.state === 'held') await standAgain(tx, ctx, offer, hold);
  await voidTickets(tx, ctx, eventId, { orderId });
  await abandonPayments(tx, ctx, [orderId]);
  const after = await loadOrderView(tx, ctx.orgId, orderId);
  await audit(tx, ctx, {
    verb: ending.by === 'buyer' ? 'order.give-back' : `order.${action}`,
    target: orderId,
    before: orderAudit(orderSummary(before)),
    after: ending.by === 'buyer' ? orderAudit(after) : { ...orderAudit(after), reason: ending.reason },
  });
  return after;
}
