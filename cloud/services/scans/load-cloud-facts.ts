import { freeAddOns } from '#shared/admission/match-add-on.ts';
import type { MirrorTicket } from '#shared/admission/mirror.ts';
import { foldPresence, insideZone } from '#shared/admission/presence.ts';
import type { CodeMatch, GuardianFact, ScanFacts } from '#shared/admission/types.ts';
import type { DoorCheckpoint, DoorEvent } from '#shared/catalog/door-event.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadEventHistory, loadHistory } from './load-history.ts';
import { loadMirrorsOfOrder, loadMirrorTicket } from './load-mirror-tickets.ts';

type Place = { readonly orgId: OrgId; readonly event: DoorEvent; readonly checkpoint: DoorCheckpoint };

/** What `decideScan` wants to know, from the organization's own tables: here the roster is always complete. */
export async function loadCloudFacts(tx: Tx, place: Place, match: CodeMatch): Promise<ScanFacts> {
  const { orgId, event, checkpoint } = place;
  const ticket = match.kind === 'ticket' ? match.ticket : null;
  const ticketId = ticket?.ticketId ?? (match.kind === 'signed' ? match.ticketId : null);
  return {
    event,
    checkpoint,
    match,
    history: ticketId === null ? [] : await loadHistory(tx, orgId, event.eventId, [ticketId]),
    guardian: await guardianOf(tx, place, ticket),
    addOns: await addOnsOf(tx, place, ticket),
    zoneInside: await zoneInsideOf(tx, place),
    rosterComplete: true,
  };
}

async function guardianOf(
  tx: Tx,
  { orgId, event, checkpoint }: Place,
  ticket: MirrorTicket | null,
): Promise<GuardianFact | null> {
  const guardianId = ticket?.guardianTicketId ?? null;
  if (guardianId === null) return null;
  const guardian = await loadMirrorTicket(tx, orgId, event.eventId, guardianId, { lock: false });
  const scans = await loadHistory(tx, orgId, event.eventId, [guardianId]);
  const inside =
    checkpoint.zoneId === null
      ? foldPresence(scans, checkpoint).inside
      : insideZone(scans, doorsOfZone(event, checkpoint)) > 0;
  return { ticketId: guardianId, holder: guardian?.holder ?? null, inside };
}

async function addOnsOf(
  tx: Tx,
  { orgId, event, checkpoint }: Place,
  ticket: MirrorTicket | null,
): Promise<readonly MirrorTicket[]> {
  if (!checkpoint.matchesAddOns || ticket === null || ticket.orderId === null) return [];
  const orderTickets = await loadMirrorsOfOrder(tx, orgId, event.eventId, ticket.orderId);
  const scans = await loadHistory(
    tx,
    orgId,
    event.eventId,
    orderTickets.map(other => other.ticketId),
  );
  return freeAddOns({ ticket, orderTickets, event, checkpoint, scans });
}

async function zoneInsideOf(tx: Tx, { orgId, event, checkpoint }: Place): Promise<number | null> {
  const zone = event.zones.find(known => known.zoneId === checkpoint.zoneId);
  if (zone === undefined || zone.capacity === null) return null;
  const byTicket = Map.groupBy(await loadEventHistory(tx, orgId, event.eventId), scan => scan.ticketId);
  const doors = doorsOfZone(event, checkpoint);
  return [...byTicket.values()].reduce((sum, scans) => sum + insideZone(scans, doors), 0);
}

function doorsOfZone(event: DoorEvent, checkpoint: DoorCheckpoint): readonly DoorCheckpoint[] {
  return event.checkpoints.filter(known => known.zoneId === checkpoint.zoneId);
}
