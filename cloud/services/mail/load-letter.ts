import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Letter, LetterAbout, LetterEvent, LetterTicket } from '#shared/api/letter.ts';
import type { MailAbout } from '#shared/api/mails.ts';
import { logoElsewhere } from '#shared/catalog/logo-elsewhere.ts';
import { must, unreachable } from '#shared/kernel/assert.ts';
import type { EventId, OrderId, TicketId, TierId } from '#shared/kernel/ids.ts';
import { isPaid } from '#shared/orders/order-actions.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import type { mails } from '../../db/tables/mail.ts';
import { tickets } from '../../db/tables/orders.ts';
import { payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadDispute } from '../disputes/load-dispute.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrder, loadOrderView, type OrderRecord } from '../orders/load-order.ts';
import { orderLink, ticketLink } from '../orders/order-link.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { loadShopAddress } from '../organizations/load-shop-address.ts';
import { loadRefund } from '../refunds/load-refund.ts';
import { loadTicket } from '../tickets/load-ticket.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { findWaiting } from '../waiting-list/load-waiting.ts';
import { waitingLink } from '../waiting-list/waiting-link.ts';

export type LetterPlace = { readonly publicUrl: string; readonly linkSecret: Uint8Array };

/** What a mail says, from what is true now. */
export async function loadLetter(
  tx: Tx,
  ctx: Ctx,
  place: LetterPlace,
  mail: Pick<typeof mails.$inferSelect, 'language' | 'about' | 'eventId'>,
): Promise<Letter> {
  const { name, accent, logoUrl, imprint } = await loadOrganization(tx, ctx.orgId);
  const shopUrl = await loadShopAddress(tx, place.publicUrl);
  const event = await loadEvent(tx, ctx.orgId, mail.eventId);
  return {
    language: chooseLanguage(mail.language),
    brand: { name, accent, logo: logoElsewhere(shopUrl, logoUrl), imprint },
    event: eventFacts(event),
    shopUrl,
    about:
      mail.about.kind === 'card-testing' || mail.about.kind === 'hoarding'
        ? mail.about
        : await loadAbout({ tx, ctx, shopUrl, linkSecret: place.linkSecret }, mail.about),
  };
}

export function eventFacts({ title, venue, address, zone, doorsAt, startsAt, endsAt }: LetterEvent): LetterEvent {
  return { title, venue, address, zone, doorsAt, startsAt, endsAt };
}

type Place = { readonly tx: Tx; readonly ctx: Ctx; readonly shopUrl: string; readonly linkSecret: Uint8Array };

/** Of what is kept beside the mail. */
type AboutRows = Exclude<MailAbout, { kind: 'card-testing' | 'hoarding' }>;

function whyLate({ codeUsed }: { readonly codeUsed?: true | undefined }, isCancelled: boolean) {
  if (isCancelled) return 'cancelled';
  return codeUsed === true ? 'code-used' : 'late';
}

async function loadAbout(place: Place, about: AboutRows): Promise<LetterAbout> {
  const { tx, ctx } = place;
  switch (about.kind) {
    case 'order-confirmed': {
      const { order, ...shown } = await ofOrder(place, about.orderId);
      const theirs = await loadBuyersTickets(tx, order);
      return { kind: about.kind, ...shown, tickets: theirs, totalMinor: order.totalMinor, currency: order.currency };
    }
    case 'order-approved':
    case 'payment-failed':
      return aboutPaying(place, about);
    case 'order-declined': {
      const { order: _order, ...shown } = await ofOrder(place, about.orderId);
      return { kind: about.kind, ...shown, why: about.undecided === true ? 'undecided' : 'refused' };
    }
    case 'refund-made':
    case 'refund-delayed': {
      const { order, ...shown } = await ofOrder(place, about.orderId);
      const { amountMinor } = await loadRefund(tx, ctx.orgId, about.refundId);
      return { kind: about.kind, ...shown, amountMinor, currency: order.currency };
    }
    case 'paid-too-late': {
      const { order, ...shown } = await ofOrder(place, about.orderId);
      const { state } = await loadEvent(tx, ctx.orgId, about.eventId);
      const why = whyLate(about, order.state === 'cancelled' || state === 'cancelled');
      return { kind: about.kind, ...shown, why, amountMinor: order.totalMinor, currency: order.currency };
    }
    case 'event-changed': {
      const { order, ...shown } = await ofOrder(place, about.orderId);
      const { kind, change, eventId, ticketId } = about;
      if (ticketId === undefined) return { kind, ...shown, change, theirs: await theirsOf(place, order) };
      // A holder has a link of their own, and is greeted as themselves.
      const { holder } = await loadTicket(tx, ctx.orgId, eventId, ticketId);
      const orderUrl = ticketUrl(place, eventId, ticketId);
      return { kind, ...shown, buyerName: holder ?? '', orderUrl, change, theirs: 'ticket' };
    }
    case 'waiting-list-joined': {
      const { kind, eventId, entryId } = about;
      const { tierId, quantity } = must(await findWaiting(tx, ctx.orgId, eventId, entryId), `entry ${entryId}`);
      const entryUrl = `${place.shopUrl}/offers/${waitingLink(place.linkSecret, ctx.orgId, { eventId, entryId })}`;
      return { kind, quantity, tierName: await nameOfTier(place, eventId, tierId), entryUrl };
    }
    case 'dispute-due': {
      const { orderId, amountMinor, currency, dueBy } = await loadDispute(tx, ctx.orgId, about.disputeId);
      const { ref } = await loadOrder(tx, ctx.orgId, orderId);
      return { kind: about.kind, orderRef: ref, amountMinor, currency, dueBy: must(dueBy, 'its deadline') };
    }
    case 'dispute-reversed': {
      const { orderId, amountMinor, currency } = await loadDispute(tx, ctx.orgId, about.disputeId);
      return { kind: about.kind, orderRef: (await loadOrder(tx, ctx.orgId, orderId)).ref, amountMinor, currency };
    }
    case 'refund-failed': {
      const { orderId, amountMinor, currency } = await loadRefund(tx, ctx.orgId, about.refundId);
      return { kind: about.kind, orderRef: (await loadOrder(tx, ctx.orgId, orderId)).ref, amountMinor, currency };
    }
    case 'waiting-list-offer': {
      const { kind, quantity, lapsesAt } = about;
      const tierName = await nameOfTier(place, about.eventId, about.tierId);
      return { kind, quantity, lapsesAt, tierName, offerUrl: `${place.shopUrl}${about.path ?? '/'}` };
    }
    case 'ticket-transferred': {
      const ticket = await loadTicket(tx, ctx.orgId, about.eventId, about.ticketId);
      const tierName = await nameOfTier(place, about.eventId, ticket.tierId);
      const order = about.orderId === null ? null : await loadOrder(tx, ctx.orgId, about.orderId);
      return {
        kind: about.kind,
        fromName: order?.buyerName ?? '',
        ticket: { tierName, holder: ticket.holder, seat: ticket.seat },
        ticketUrl: ticketUrl(place, about.eventId, about.ticketId),
      };
    }
    case 'ticket-voided': {
      const { tierId, holder, seat } = await loadTicket(tx, ctx.orgId, about.eventId, about.ticketId);
      const ticket = { tierName: await nameOfTier(place, about.eventId, tierId), holder, seat };
      return { kind: about.kind, ticket, ticketUrl: ticketUrl(place, about.eventId, about.ticketId) };
    }
    default:
      return unreachable(about);
  }
}

async function aboutPaying(
  place: Place,
  about: Extract<MailAbout, { kind: 'order-approved' | 'payment-failed' }>,
): Promise<LetterAbout> {
  const { tx, ctx, shopUrl, linkSecret } = place;
  const { order, ...shown } = await ofOrder(place, about.orderId);
  const { holdLapsesAt } = await loadOrderView(tx, ctx.orgId, about.orderId);
  const until = about.kind === 'payment-failed' ? about.lapsesAt : holdLapsesAt;
  const { totalMinor: amountMinor, currency } = order;
  const payUrl = `${shopUrl}/pay/${orderLink(linkSecret, ctx.orgId, about.orderId, order.linkVersion)}`;
  return { kind: about.kind, ...shown, amountMinor, currency, payUrl, until };
}

function ticketUrl({ ctx, shopUrl, linkSecret }: Place, eventId: EventId, ticketId: TicketId): string {
  return `${shopUrl}/orders/${ticketLink(linkSecret, ctx.orgId, eventId, ticketId)}`;
}

async function ofOrder({ tx, ctx, shopUrl, linkSecret }: Place, orderId: OrderId) {
  const order = await loadOrder(tx, ctx.orgId, orderId);
  const token = orderLink(linkSecret, ctx.orgId, orderId, order.linkVersion);
  return { order, buyerName: order.buyerName, orderRef: order.ref, orderUrl: `${shopUrl}/orders/${token}` };
}

/** Whether money of theirs is here: a payment of the order went through, or it was sold for money at the box office. */
async function theirsOf({ tx, ctx }: Place, order: OrderRecord): Promise<'money' | 'free' | 'unpaid'> {
  if (order.totalMinor === 0) return 'free';
  if (isPaid(order.state)) return 'money';
  const paid = await tx
    .select({ paymentId: payments.paymentId })
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.orderId, order.orderId), eq(payments.state, 'succeeded')))
    .limit(1);
  return paid.length > 0 ? 'money' : 'unpaid';
}

/** The valid tickets that are still the buyer's own. */
async function loadBuyersTickets(tx: Tx, { orgId, eventId, orderId }: OrderRecord): Promise<LetterTicket[]> {
  const tiers = await loadTiers(tx, orgId, eventId);
  const rows = await tx
    .select()
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.orderId, orderId),
        eq(tickets.state, 'valid'),
        isNull(tickets.heldBy),
      ),
    )
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
  return rows.map(({ tierId, holder, seat }) => ({
    tierName: tiers.find(tier => tier.tierId === tierId)?.name ?? '',
    holder,
    seat,
  }));
}

async function nameOfTier({ tx, ctx }: Place, eventId: MailAbout['eventId'], tierId: TierId): Promise<string> {
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  return tiers.find(tier => tier.tierId === tierId)?.name ?? '';
}
