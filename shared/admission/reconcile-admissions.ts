import type { DoorCheckpoint } from '../catalog/door-event.ts';
import type { CheckpointId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MirrorScan, MirrorTicket } from './mirror.ts';
import { byScanTime, standingScans } from './presence.ts';
import type { Conflict } from './types.ts';

export type ReconcileFacts = {
  /** All scans of one ticket that make history, in any order, repeats allowed. */
  readonly scans: readonly MirrorScan[];
  readonly checkpoints: readonly Pick<DoorCheckpoint, 'checkpointId' | 'entryMode' | 'entriesMax'>[];
  /** When the ticket became void, by `voidSince`; null while it is good. */
  readonly voidSince: Instant | null;
};

/**
 * CK-30: which admissions should not have happened. A pure function of the set of scans, so that the cloud and every station that has
 * the same scans name the same conflicts, however and in whatever order the scans came.
 */
export function reconcileAdmissions(facts: ReconcileFacts): readonly Conflict[] {
  const byCheckpoint = Map.groupBy(standingScans(facts.scans), scan => scan.checkpointId);
  return [...byCheckpoint]
    .flatMap(([checkpointId, scans]) => reconcileCheckpoint(facts, checkpointId, scans))
    .sort((a, b) => byScanTime(a.scan, b.scan));
}

/** The instant from which an admission of this ticket is an admission of a void ticket. */
export function voidSince(ticket: Pick<MirrorTicket, 'state' | 'stateSince'>): Instant | null {
  return ticket.state === 'valid' || ticket.state === 'blank' ? null : ticket.stateSince;
}

function reconcileCheckpoint(
  facts: ReconcileFacts,
  checkpointId: CheckpointId,
  scans: readonly MirrorScan[],
): readonly Conflict[] {
  const checkpoint = facts.checkpoints.find(known => known.checkpointId === checkpointId);
  const entryMode = checkpoint?.entryMode ?? 're-entry';
  const entriesMax = checkpoint?.entriesMax ?? (entryMode === 'unlimited' ? Number.POSITIVE_INFINITY : 1);
  const conflicts: Conflict[] = [];
  let taken: readonly MirrorScan[] = [];
  for (const scan of scans) {
    if (scan.kind === 'out') {
      if (entryMode === 're-entry') taken = taken.slice(0, -1);
      continue;
    }
    const conflict = judgeAdmission(scan, taken.length < entriesMax ? null : (taken.at(-1) ?? null), facts.voidSince);
    if (conflict !== null) conflicts.push(conflict);
    if (taken.length < entriesMax) taken = [...taken, scan];
  }
  return conflicts;
}

/** An override is never a conflict itself: somebody answered for it, and it is listed as an override (CK-24). It uses an entry all the same. */
function judgeAdmission(scan: MirrorScan, standing: MirrorScan | null, voidAt: Instant | null): Conflict | null {
  if (scan.override) return null;
  const { ticketId, checkpointId } = scan;
  if (standing !== null) return { kind: 'double', ticketId, checkpointId, scan, standing, voidSince: null };
  if (voidAt !== null && scan.at > voidAt)
    return { kind: 'after-void', ticketId, checkpointId, scan, standing: null, voidSince: voidAt };
  return null;
}
