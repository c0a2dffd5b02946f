import { createHmac } from 'node:crypto';
import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';

/**
 * SH-9: the id of a ticket of a checkout follows from its order's and from where it stands in it. So a form that is sent twice asks for
 * the same tickets, no form says which they are, and nobody foresees those of somebody else.
 */
export function checkoutTicketId(secret: Uint8Array, orderId: OrderId, index: number): TicketId {
  return mintId('TicketId', length =>
    createHmac('sha256', secret).update(`ticket ${orderId} ${index}`).digest().subarray(0, length),
  );
}
