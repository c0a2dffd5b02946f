import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';
import type { OpenShop } from './open-shop.ts';

export type SoldTicket = {
  readonly orderId: OrderId;
  readonly orderRef: string;
  readonly ticketId: TicketId;
  readonly code: string;
};

/** What a buyer of this name was sold. */
export async function ticketsOf({ cloud }: OpenShop, buyer: string): Promise<readonly SoldTicket[]> {
  const { rows } = await cloud.root.query<SoldTicket>(
    `select o.order_id as "orderId", o.ref as "orderRef", t.ticket_id as "ticketId", t.code from app.orders o join app.tickets t using (org_id, event_id, order_id)
     join app.tiers r using (org_id, event_id, tier_id)
     where o.buyer_name = $1 and o.state = 'paid' order by r.number, t.ticket_id`,
    [buyer],
  );
  return rows;
}

/** The organizer gives back one ticket, and the provider says that the money went. */
export async function refundTicket(shop: OpenShop, { orderId, ticketId }: SoldTicket): Promise<void> {
  const { a, call, deps } = shop.cloud;
  const made = await call(a.owner, 'post', `/api/orgs/${a.orgId}/orders/${orderId}/refunds`, {
    refundId: mintId('RefundId', deps.randomBytes),
    wish: { kind: 'tickets', ticketIds: [ticketId], returnsFee: false },
    reason: 'Fell ill',
  });
  if (made.status !== 201) throw new Error(`not refunded: ${made.text}`);
  await shop.deliver();
}

/** The buyer's bank disputes what was paid for an order, and the provider tells us. */
export async function disputePayment(shop: OpenShop, orderId: OrderId): Promise<void> {
  const { rows } = await shop.cloud.root.query<{ charge: string }>(
    'select charge_id as charge from app.payments where order_id = $1 and charge_id is not null',
    [orderId],
  );
  await shop.provider('dispute', { charge: rows[0]?.charge });
  await shop.deliver();
}
