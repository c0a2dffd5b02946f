import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';
import { editEvent } from '../services/events/edit-event.ts';
import { getOrder } from '../services/orders/get-order.ts';
import { orderLink } from '../services/orders/order-link.ts';
import type { PublishedEvent } from './a-published-event.ts';
import type { SellingCloud } from './selling-cloud.ts';

/** The pages of orders as a browser without scripts asks for them: paid orders, links, forms. */
export function orderPages(shop: SellingCloud, sale: PublishedEvent) {
  const { cloud } = shop;
  const { linkSecret, randomBytes } = cloud.deps;
  const ctx = () => cloud.ctx(cloud.a);

  const pathOf = (orderId: OrderId, version = 1) =>
    `/o/alpha/orders/${orderLink(linkSecret, cloud.a.orgId, orderId, version)}`;
  const post = (path: string, form: Record<string, string>) =>
    cloud.call(null, 'POST', `${path}?lang=en`, new URLSearchParams(form).toString(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  return {
    pathOf,
    post,
    get: (path: string) => cloud.call(null, 'GET', `${path}${path.includes('?') ? '&' : '?'}lang=en`),
    /** An order of so many tickets, paid by card, and its page. */
    async bought(count = 2) {
      const buyer = { name: 'Jonas Beck', email: 'jonas@example.org', language: 'de' };
      const orderId = await shop.place(sale, count, { buyer });
      await shop.confirm(await shop.start(orderId));
      await shop.deliver();
      const { tickets } = await getOrder(ctx(), orderId);
      return { orderId, path: pathOf(orderId), ticketIds: tickets.map(ticket => ticket.ticketId) };
    },
    passOn: (path: string, ticketId: string, over: Record<string, string> = {}) =>
      post(`${path}/pass-on`, {
        ticketId,
        newTicketId: mintId('TicketId', randomBytes),
        toName: 'Léa Roux',
        toEmail: 'lea@example.org',
        ...over,
      }),
    async codeOf(ticketId: TicketId): Promise<string> {
      return (await cloud.root.query('select code from app.tickets where ticket_id = $1', [ticketId])).rows[0].code;
    },
    async mailsTo(recipient: string): Promise<{ kind: string; about: { ticketId: TicketId } }[]> {
      const mails = 'select kind, about from app.mails where recipient = $1 order by queued_at';
      return (await cloud.root.query(mails, [recipient])).rows;
    },
    /** What the event lets its buyers do; what is not named is as it stands where nobody said anything. */
    async buyersMay(rules: object): Promise<void> {
      const { rows } = await cloud.root.query('select version from app.events where event_id = $1', [sale.eventId]);
      const untilDoors = { namesUntil: null, transfersUntil: null, refundsUntil: null };
      const buyerRules = { ...untilDoors, transfers: true, refunds: false, refundsReturnFee: false, ...rules };
      await editEvent(ctx(), sale.eventId, { version: rows[0].version, buyerRules });
    },
  };
}
