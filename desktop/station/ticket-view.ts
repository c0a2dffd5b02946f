import type { MirrorTicket } from '#shared/admission/mirror.ts';
import { foldPresence } from '#shared/admission/presence.ts';
import type { Verdict } from '#shared/admission/types.ts';
import type { TicketView } from '#shared/api/station.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { Place, Station } from './station.ts';

/** The ticket a verdict is about as the screen shows it; null when it is not in the roster. */
export function viewOfVerdict(station: Station, place: Omit<Place, 'journal'>, verdict: Verdict): TicketView | null {
  if (verdict.kind === 'admit' && verdict.basis === 'self-test') return null;
  return verdict.ticketId === null ? null : viewOfTicketId(station, place, verdict.ticketId);
}

export function viewOfTicketId(station: Station, place: Omit<Place, 'journal'>, ticketId: TicketId): TicketView | null {
  const ticket = station.store.tickets.byId(place.event.eventId, ticketId);
  return ticket === null ? null : ticketView(station, place, ticket);
}

export function ticketView(station: Station, place: Omit<Place, 'journal'>, ticket: MirrorTicket): TicketView {
  const { event, checkpoint } = place;
  const scansOf = (ticketId: TicketId) => station.store.scans.ofTicket(event.eventId, ticketId);
  const presence = foldPresence(scansOf(ticket.ticketId), checkpoint);
  const others =
    ticket.orderId === null || ticket.orderSize <= 1
      ? []
      : station.store.tickets
          .ofOrder(event.eventId, ticket.orderId, 'none')
          .filter(other => other.ticketId !== ticket.ticketId);
  const othersAdmitted = others.filter(other => foldPresence(scansOf(other.ticketId), checkpoint).entries > 0).length;
  return {
    ticketId: ticket.ticketId,
    holder: ticket.holder,
    tierName: event.tiers.find(tier => tier.tierId === ticket.tierId)?.name ?? '',
    seat: ticket.seat,
    orderId: ticket.orderId,
    orderRef: ticket.orderRef,
    orderAdmitted: othersAdmitted + (presence.entries > 0 ? 1 : 0),
    orderSize: ticket.orderSize,
    attention: ticket.attention,
    inside: presence.inside,
    state: ticket.state,
  };
}
