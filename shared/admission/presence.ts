import type { DoorCheckpoint } from '../catalog/door-event.ts';
import type { MirrorScan } from './mirror.ts';
import type { Presence } from './types.ts';

type PresenceRules = Pick<DoorCheckpoint, 'checkpointId' | 'entryMode' | 'entriesMax'>;

/**
 * What one ticket's scans at one checkpoint add up to (CK-20, CK-22, CK-25). Derived from the set of scans: their order, repeats
 * and who brought them do not matter. Scans of other checkpoints are passed over.
 */
export function foldPresence(scans: readonly MirrorScan[], checkpoint: PresenceRules): Presence {
  const standing = standingScans(scans).filter(scan => scan.checkpointId === checkpoint.checkpointId);
  const entriesMax = checkpoint.entriesMax ?? 1;
  let insideCount = 0;
  let stayBegan: MirrorScan | null = null;
  for (const scan of standing) {
    if (scan.kind === 'in') {
      if (insideCount === 0) stayBegan = scan;
      insideCount = Math.min(entriesMax, insideCount + 1);
    } else {
      insideCount = Math.max(0, insideCount - 1);
    }
  }
  const entries = standing.filter(scan => scan.kind === 'in');
  return {
    checkpointId: checkpoint.checkpointId,
    inside: insideCount > 0,
    insideCount,
    entries: entries.length,
    firstEntry: entries[0] ?? null,
    latestEntry: entries.at(-1) ?? null,
    stayBegan: insideCount > 0 ? stayBegan : null,
    latest: standing.at(-1) ?? null,
  };
}

/** Admissions and exits that nobody took back, by scan time (CK-47), each once. */
export function standingScans(scans: readonly MirrorScan[]): readonly MirrorScan[] {
  const undone = new Set(scans.flatMap(scan => (scan.kind === 'undo' && scan.undoes !== null ? [scan.undoes] : [])));
  const standing = new Map(
    scans.filter(scan => scan.kind !== 'undo' && !undone.has(scan.scanId)).map(scan => [scan.scanId, scan]),
  );
  return [...standing.values()].sort(byScanTime);
}

export function byScanTime(a: MirrorScan, b: MirrorScan): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  // CK-47: two doors, one instant. Who goes out was in by an earlier scan.
  if (a.kind !== b.kind && (a.kind === 'out' || b.kind === 'out')) return a.kind === 'out' ? -1 : 1;
  return a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0;
}

/** CK-20: has the ticket entries left here? */
export function hasEntriesLeft(presence: Presence, checkpoint: PresenceRules): boolean {
  const entriesMax = checkpoint.entriesMax ?? 1;
  if (checkpoint.entryMode === 'unlimited') return checkpoint.entriesMax === null || presence.entries < entriesMax;
  return checkpoint.entryMode === 'once' ? presence.entries < entriesMax : presence.insideCount < entriesMax;
}

/**
 * How many people of one ticket are inside a zone: its checkpoints are doors of one room, so that who came by one door may leave
 * by another (CK-15).
 */
export function insideZone(scans: readonly MirrorScan[], checkpoints: readonly PresenceRules[]): number {
  const doors = new Map(checkpoints.map(checkpoint => [checkpoint.checkpointId, checkpoint.entriesMax ?? 1]));
  const entriesMax = Math.max(1, ...doors.values());
  return standingScans(scans)
    .filter(scan => doors.has(scan.checkpointId))
    .reduce((inside, scan) => (scan.kind === 'in' ? Math.min(entriesMax, inside + 1) : Math.max(0, inside - 1)), 0);
}
