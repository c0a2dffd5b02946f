import { and, asc, eq, ne } from 'drizzle-orm';
import type { EventView } from '#shared/api/events.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import { type OrderLink, readOrderLink } from '../orders/order-link.ts';
import { loadTicket, type TicketRecord } from '../tickets/load-ticket.ts';

/** Who has a link, and the secret that shows it is one of ours. */
export type LinkHeld = { readonly linkSecret: Uint8Array; readonly token: string };

/** What a link opens: one order with all its tickets, or the one ticket that was passed on. Nothing else is within its reach. */
export type OpenedLink = {
  readonly viewer: 'buyer' | 'holder';
  readonly event: EventView;
  /** Null for a ticket that belongs to no order. */
  readonly order: OrderRecord | null;
  /** All there ever were of the order, oldest first; for a holder the one ticket. */
  readonly tickets: readonly TicketRecord[];
};

/**
 * ML-4, ML-5: the first line of every verb of a link's holder, in place of a permission. Refuses `not-found` alike for a link
 * that is garbled, revoked, of another organization, or of what is not there.
 */
export async function openLink(
  tx: Tx,
  ctx: Ctx,
  { linkSecret, token }: LinkHeld,
  options: { forUpdate?: boolean } = {},
): Promise<OpenedLink> {
  requireBuyer(ctx);
  const link = readOrderLink(linkSecret, token);
  if (link === null || link.orgId !== ctx.orgId) throw refusal('not-found');
  return link.kind === 'order' ? openOrder(tx, ctx, link, options) : openTicket(tx, ctx, link, options);
}

/** Whoever acts by a link acts as a buyer; staff have verbs of their own, which say in the audit log that it was them. */
function requireBuyer({ actor }: Ctx): void {
  if (actor.kind !== 'buyer') throw refusal('forbidden', { why: 'link' });
}

/** The one of these tickets, or `not-found`: a form may name any id. */
export function mustBeTheirs(opened: OpenedLink, ticketId: TicketId): TicketRecord {
  const ticket = opened.tickets.find(each => each.ticketId === ticketId);
  if (ticket === undefined) throw refusal('not-found');
  return ticket;
}

type Of<Kind extends OrderLink['kind']> = Extract<OrderLink, { kind: Kind }>;

async function openOrder(tx: Tx, ctx: Ctx, link: Of<'order'>, options: { forUpdate?: boolean }): Promise<OpenedLink> {
  const order = await loadOrder(tx, ctx.orgId, link.orderId, options);
  if (order.linkVersion !== link.version) throw refusal('not-found');
  const query = tx
    .select()
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, order.eventId),
        eq(tickets.orderId, order.orderId),
        ne(tickets.state, 'blank'),
      ),
    )
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
  const rows = await (options.forUpdate === true ? query.for('no key update') : query);
  return { viewer: 'buyer', order, tickets: rows, event: await loadEvent(tx, ctx.orgId, order.eventId) };
}

async function openTicket(tx: Tx, ctx: Ctx, link: Of<'ticket'>, options: { forUpdate?: boolean }): Promise<OpenedLink> {
  const { orderId } = await loadTicket(tx, ctx.orgId, link.eventId, link.ticketId);
  const order = orderId === null ? null : await loadOrder(tx, ctx.orgId, orderId, options);
  const ticket = await loadTicket(tx, ctx.orgId, link.eventId, link.ticketId, options);
  return { viewer: 'holder', order, tickets: [ticket], event: await loadEvent(tx, ctx.orgId, link.eventId) };
}
