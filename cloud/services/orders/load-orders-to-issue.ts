import { and, asc, eq, inArray } from 'drizzle-orm';
import type { EventId, OrderId, OrgId } from '#shared/kernel/ids.ts';
import { holds, orders, tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { TicketRecord } from '../tickets/load-ticket.ts';
import type { OrderToIssue } from './judge-issues.ts';

/** The orders that are there, each with its last hold, all locked; in the order of their ids, so that none waits in a ring. */
export async function loadOrdersToIssue(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  orderIds: readonly OrderId[],
): Promise<readonly OrderToIssue[]> {
  const found = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.orgId, orgId), eq(orders.eventId, eventId), inArray(orders.orderId, [...orderIds])))
    .orderBy(asc(orders.orderId))
    .for('no key update');
  const kept = await tx
    .select()
    .from(holds)
    .where(and(eq(holds.orgId, orgId), eq(holds.eventId, eventId), inArray(holds.orderId, [...orderIds])))
    .orderBy(asc(holds.orderId), asc(holds.createdAt), asc(holds.holdId))
    .for('update');
  const last = new Map(kept.map(hold => [hold.orderId, hold]));
  return found.map(order => ({ order, hold: last.get(order.orderId) ?? null }));
}

/** In the order in which an order shows them. */
export async function loadTicketsOfOrders(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, readonly TicketRecord[]>> {
  const byOrder = new Map<OrderId, TicketRecord[]>();
  if (orderIds.length === 0) return byOrder;
  const rows = await tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), inArray(tickets.orderId, [...orderIds])))
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
  for (const row of rows) {
    if (row.orderId === null) continue;
    byOrder.set(row.orderId, [...(byOrder.get(row.orderId) ?? []), row]);
  }
  return byOrder;
}
