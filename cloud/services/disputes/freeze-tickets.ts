import { and, eq, inArray, ne } from 'drizzle-orm';
import { isDisputeOpen } from '#shared/orders/dispute-standing.ts';
import { tickets } from '../../db/tables/orders.ts';
import { disputes, payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { keptSettlements } from '../payments/kept-payment.ts';
import { tellHolders } from '../tickets/tell-holders.ts';
import { voidTickets } from '../tickets/void-tickets.ts';

/**
 * OR-7, OR-17, CK-6: the order's tickets, as the disputes of the payment that bought them stand now: void when one was lost,
 * frozen while one is open, good otherwise. The doors hear of every change. The order is locked.
 */
export async function freezeTickets(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<void> {
  const { orgId, eventId, orderId } = order;
  const rows = await tx
    .select({ state: disputes.state })
    .from(disputes)
    .innerJoin(payments, and(eq(payments.orgId, disputes.orgId), eq(payments.paymentId, disputes.paymentId)))
    .where(
      and(
        eq(disputes.orgId, orgId),
        eq(disputes.eventId, eventId),
        eq(disputes.orderId, orderId),
        inArray(payments.settled, [...keptSettlements]),
      ),
    );
  const frozen = rows.some(({ state }) => isDisputeOpen(state));
  const ofOrder = and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), eq(tickets.orderId, orderId));
  await tx
    .update(tickets)
    .set({ disputed: frozen })
    .where(and(ofOrder, ne(tickets.disputed, frozen)));
  if (!rows.some(({ state }) => state === 'lost' || state === 'written-off')) return;
  await tellHolders(tx, ctx, order);
  await voidTickets(tx, ctx, eventId, { orderId });
}
