import type { OrderSummary, OrderView } from '#shared/api/orders.ts';
import { ticketAudit } from '../tickets/ticket-audit.ts';

/** AU-1: an order as the audit log keeps it: who bought it is said by the order alone, so that forgetting a buyer leaves the log whole. */
export function orderAudit({ buyer: _buyer, ...order }: OrderSummary | OrderView) {
  return 'tickets' in order ? { ...order, tickets: order.tickets.map(ticketAudit) } : order;
}
