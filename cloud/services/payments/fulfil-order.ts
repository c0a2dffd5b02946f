import type { OrderView } from '#shared/api/orders.ts';
import { must } from '#shared/kernel/assert.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { salePartsOfQuote } from '#shared/pricing/sale-parts.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { issueTickets } from '../orders/issue-tickets.ts';
import { recordOrder } from '../orders/record-order.ts';
import type { KeyVault } from '../ports.ts';
import { takeUsesAgain } from '../promos/take-uses-again.ts';
import { abandonPayments } from './abandon-payments.ts';
import type { SettlementTarget } from './apply-settlement.ts';

/** OR-1: the order, locked with its hold, is paid: its places are sold, its tickets issued, the sale booked, the buyer told. */
export async function fulfilOrder(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  { order, hold }: Pick<SettlementTarget, 'order' | 'hold'>,
  action: 'pay' | 're-seat',
): Promise<void> {
  const state = orRefuse(planOrderAction(action, { state: order.state, free: false }));
  await recordOrder(tx, ctx, order, { state, drafts: [] });
  if (action === 're-seat') await takeUsesAgain(tx, ctx, order);
  // After the order, so that what a station reads of a ticket is written once and says that it is paid.
  await issueTickets(tx, ctx, vault, { order, hold: must(hold, `the hold of ${order.orderId}`) });
  const { orderId, eventId, currency } = order;
  // Written by `priceCart`, never touched since.
  const parts = salePartsOfQuote(order.quote as OrderView['quote']);
  await postMovement(tx, ctx, { kind: 'sale', orderId, parts }, { currency, orderId, eventId });
  await abandonPayments(tx, ctx, [orderId]);
  await enqueueMail(tx, ctx, {
    kind: 'order-confirmed',
    to: order.buyerEmail,
    language: order.language,
    about: { eventId, orderId },
  });
}
