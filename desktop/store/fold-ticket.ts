import type { MirrorScan, MirrorTicket } from '#shared/admission/mirror.ts';
import { foldPresence, insideZone } from '#shared/admission/presence.ts';
import { reconcileAdmissions, voidSince } from '#shared/admission/reconcile-admissions.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { SqlDatabase } from './sql.ts';

export type FoldTicket = (input: {
  readonly eventNo: number;
  readonly event: DoorEvent;
  readonly ticketId: TicketId;
  readonly ticket: MirrorTicket | null;
  readonly scans: readonly MirrorScan[];
}) => void;

/**
 * Writes down what a ticket's scans add up to: who is inside where, and which admissions are in conflict (CK-30). Always from the
 * whole set of its scans, so that nothing drifts; the counters follow by triggers.
 */
export function foldTicketOn(database: SqlDatabase): FoldTicket {
  const clearPresence = database.prepare('delete from presence where event_no = ? and ticket_id = ?');
  const clearZones = database.prepare('delete from zone_presence where event_no = ? and ticket_id = ?');
  const clearConflicts = database.prepare('delete from conflicts where event_no = ? and ticket_id = ?');
  const addPresence = database.prepare('insert into presence values (?, ?, ?, ?, ?)');
  const addZone = database.prepare('insert into zone_presence values (?, ?, ?, ?)');
  const addConflict = database.prepare('insert into conflicts values (?, ?, ?, ?, ?)');
  return ({ eventNo, event, ticketId, ticket, scans }) => {
    for (const clear of [clearPresence, clearZones, clearConflicts]) clear.run(eventNo, ticketId);
    const here = event.checkpoints.filter(known => scans.some(scan => scan.checkpointId === known.checkpointId));
    for (const checkpoint of here) {
      const { insideCount, entries } = foldPresence(scans, checkpoint);
      addPresence.run(eventNo, ticketId, checkpoint.checkpointId, insideCount, entries);
    }
    for (const zoneId of new Set(here.map(checkpoint => checkpoint.zoneId))) {
      if (zoneId === null) continue;
      const doors = event.checkpoints.filter(checkpoint => checkpoint.zoneId === zoneId);
      addZone.run(eventNo, ticketId, zoneId, insideZone(scans, doors));
    }
    if (!scans.some(scan => scan.kind === 'in')) return;
    const since = ticket === null ? null : voidSince(ticket);
    for (const conflict of reconcileAdmissions({ scans, checkpoints: event.checkpoints, voidSince: since }))
      addConflict.run(eventNo, ticketId, conflict.scan.scanId, conflict.scan.at, JSON.stringify(conflict));
  };
}
