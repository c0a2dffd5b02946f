import { and, asc, desc, eq } from 'drizzle-orm';
import type { Address, OrderSummary, OrderView } from '#shared/api/orders.ts';
import type { OrderId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { holds, orders, tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { type TicketRecord, ticketView } from '../tickets/load-ticket.ts';

export type OrderRecord = typeof orders.$inferSelect;

export async function loadOrder(
  tx: Tx,
  orgId: OrgId,
  orderId: OrderId,
  options: { forUpdate?: boolean } = {},
): Promise<OrderRecord> {
  const query = tx
    .select()
    .from(orders)
    .where(and(eq(orders.orgId, orgId), eq(orders.orderId, orderId)));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

/** The order with its tickets, as its page shows it. */
export async function loadOrderView(tx: Tx, orgId: OrgId, orderId: OrderId): Promise<OrderView> {
  const order = await loadOrder(tx, orgId, orderId);
  const [hold] = await tx
    .select({ state: holds.state, lapsesAt: holds.lapsesAt })
    .from(holds)
    .where(and(eq(holds.orgId, orgId), eq(holds.eventId, order.eventId), eq(holds.orderId, orderId)))
    .orderBy(desc(holds.createdAt), desc(holds.holdId))
    .limit(1);
  const rows = await tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, order.eventId), eq(tickets.orderId, orderId)))
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
  return orderViewOf(order, hold ?? null, rows);
}

export function orderViewOf(
  order: OrderRecord,
  hold: Pick<typeof holds.$inferSelect, 'state' | 'lapsesAt'> | null,
  rows: readonly TicketRecord[],
): OrderView {
  return {
    ...orderSummary(order),
    // Written by `priceCart`, never touched since.
    quote: order.quote as OrderView['quote'],
    holdLapsesAt: hold?.state === 'held' ? hold.lapsesAt : null,
    tickets: rows.map(ticketView),
  };
}

export function orderSummary(row: OrderRecord): OrderSummary {
  return {
    orderId: row.orderId,
    eventId: row.eventId,
    ref: row.ref,
    state: row.state,
    channel: row.channel,
    compReason: row.compReason,
    buyer: {
      name: row.buyerName,
      email: row.buyerEmail,
      phone: row.buyerPhone,
      // Written through the schema of an address.
      address: row.buyerAddress as Address | null,
      language: row.language,
    },
    totalMinor: row.totalMinor,
    currency: row.currency,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
