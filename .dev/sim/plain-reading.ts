import type { EntryMode } from '#shared/catalog/door-event.ts';
import type { CloudScan, CloudTicket } from './load-cloud-rows.ts';

// What the scans add up to, said once more in the plainest way, to be compared with what the product says.

export function modelAdmitted(scans: readonly CloudScan[]): number {
  return new Set(
    standing(scans)
      .filter(scan => scan.kind === 'in')
      .map(scan => `${scan.checkpointId} ${scan.ticketId}`),
  ).size;
}

export function modelConflicts(
  entryModeOf: (checkpointId: string) => EntryMode,
  scans: readonly CloudScan[],
  tickets: readonly CloudTicket[],
): { readonly kind: string; readonly scanId: string }[] {
  const conflicts: { kind: string; scanId: string }[] = [];
  for (const mine of Map.groupBy(standing(scans), scan => `${scan.checkpointId} ${scan.ticketId}`).values()) {
    const ticket = tickets.find(known => known.ticketId === mine[0]?.ticketId);
    const entryMode = entryModeOf(mine[0]?.checkpointId ?? '');
    const voidAt = ticket !== undefined && ticket.state !== 'valid' ? ticket.stateSince : null;
    let used = false;
    for (const scan of mine) {
      if (scan.kind === 'out') {
        if (entryMode === 're-entry') used = false;
        continue;
      }
      if (used && scan.basis !== 'override') conflicts.push({ kind: 'double', scanId: scan.scanId });
      else if (voidAt !== null && scan.at > voidAt && scan.basis !== 'override')
        conflicts.push({ kind: 'after-void', scanId: scan.scanId });
      used = entryMode !== 'unlimited';
    }
  }
  return conflicts;
}

/** Admissions and exits that nobody took back, in the order they come from the table: by time, then id. */
function standing(scans: readonly CloudScan[]): readonly CloudScan[] {
  const undone = new Set(scans.map(scan => scan.undoes));
  return scans.filter(scan => (scan.kind === 'in' || scan.kind === 'out') && !undone.has(scan.scanId));
}
