import { identifyCode } from '#shared/admission/identify-code.ts';
import { freeAddOns } from '#shared/admission/match-add-on.ts';
import type { MirrorScan, MirrorTicket } from '#shared/admission/mirror.ts';
import { foldPresence, insideZone } from '#shared/admission/presence.ts';
import type { CodeMatch, GuardianFact, ScanFacts } from '#shared/admission/types.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { Place, Station } from './station.ts';

/** What the text under the reader means, by the roster at hand. */
export function identifyText(station: Station, place: Place, text: string): CodeMatch {
  const { store, verifyEd25519 } = station;
  const inScope = store.events.all().filter(stored => stored.inScope);
  const mayKnow = (orgId: string) => orgId === place.event.orgId;
  return identifyCode(text, {
    event: place.event,
    verify: verifyEd25519,
    eventByRef: ref => inScope.find(stored => stored.event.ref === ref)?.event ?? null,
    mayKnowEvent: event => mayKnow(event.orgId),
    ticketById: ticketId => store.tickets.byId(place.event.eventId, ticketId),
    ticketsByImportedCode: code =>
      store.tickets.byImportedCode(code).flatMap(({ eventId, ticket }) => {
        const event = inScope.find(stored => stored.event.eventId === eventId)?.event;
        if (event === undefined) return [];
        return [{ eventId, eventTitle: mayKnow(event.orgId) ? event.title : null, ticket }];
      }),
  });
}

/** Everything `decideScan` wants to know, by a handful of look-ups. */
export function loadScanFacts({ store }: Station, place: Place, match: CodeMatch): ScanFacts {
  const { event, checkpoint, stored } = place;
  const { eventId } = event;
  const ticket = match.kind === 'ticket' ? match.ticket : null;
  const ticketId = match.kind === 'ticket' ? match.ticket.ticketId : match.kind === 'signed' ? match.ticketId : null;
  const ofTicket = (id: TicketId) => store.scans.ofTicket(eventId, id);
  const history = ticketId === null ? [] : ofTicket(ticketId);
  return {
    event,
    checkpoint,
    match,
    history,
    guardian: guardianOf(ticket, id => store.tickets.byId(eventId, id), ofTicket, place),
    addOns: addOnsOf({ store }, place, ticket, history),
    zoneInside: checkpoint.zoneId === null ? null : store.scans.insideZone(eventId, checkpoint.zoneId),
    rosterComplete: stored.roster.state === 'complete',
  };
}

/** A guardian counts as inside who is in the room that this door leads to, by whichever of its doors. */
function guardianOf(
  ticket: MirrorTicket | null,
  ticketById: (id: TicketId) => MirrorTicket | null,
  ofTicket: (id: TicketId) => readonly MirrorScan[],
  { event, checkpoint }: Place,
): GuardianFact | null {
  const guardianId = ticket?.guardianTicketId ?? null;
  if (guardianId === null) return null;
  const scans = ofTicket(guardianId);
  const doors = event.checkpoints.filter(known => known.zoneId === checkpoint.zoneId);
  const inside = checkpoint.zoneId === null ? foldPresence(scans, checkpoint).inside : insideZone(scans, doors) > 0;
  return { ticketId: guardianId, holder: ticketById(guardianId)?.holder ?? null, inside };
}

function addOnsOf(
  { store }: Pick<Station, 'store'>,
  { event, checkpoint }: Place,
  ticket: MirrorTicket | null,
  history: readonly MirrorScan[],
): readonly MirrorTicket[] {
  if (!checkpoint.matchesAddOns || ticket === null || ticket.orderId === null) return [];
  const orderTickets = store.tickets.ofOrder(event.eventId, ticket.orderId, 'look');
  const others = orderTickets.filter(other => other.ticketId !== ticket.ticketId);
  const scans = [...history, ...others.flatMap(other => store.scans.ofTicket(event.eventId, other.ticketId))];
  return freeAddOns({ ticket, orderTickets, event, checkpoint, scans });
}
