import type { CheckpointId, GateId, OpId, TicketId } from '../kernel/ids.ts';
import { type Instant, msBetween } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { type Planned, type RefusalCode, type RefusalFacts, refusal } from '../kernel/refusal.ts';
import type { MirrorScan } from './mirror.ts';

export type UndoFacts = {
  /** The scan to take back; null when it is not known here. */
  readonly scan: MirrorScan | null;
  /** All scans of its ticket. */
  readonly history: readonly MirrorScan[];
  readonly role: 'door' | 'supervisor';
  readonly atThisStation: boolean;
  readonly reason: string;
};

export type UndoPlan = {
  readonly undoes: OpId;
  readonly ticketId: TicketId;
  readonly checkpointId: CheckpointId;
  readonly gateId: GateId | null;
  readonly reason: string;
};

/**
 * CK-25: takes an admission or an exit back by a counter-entry. Whoever stands at the door may do so at their own station for a short
 * while; a supervisor anywhere, for the night.
 */
export function planUndo(facts: UndoFacts, now: Instant): Planned<UndoPlan> {
  const { scan, role } = facts;
  const reason = facts.reason.trim();
  if (scan === null) return refused('not-found', { what: 'scan' });
  if (reason === '') return refused('bad-input', { field: 'reason', sentence: 'say why it is taken back' });
  if (scan.kind === 'undo') return refused('wrong-state', { state: 'undo', action: 'undo' });
  if (facts.history.some(past => past.kind === 'undo' && past.undoes === scan.scanId))
    return refused('wrong-state', { state: 'undone', action: 'undo' });
  if (role === 'door' && !facts.atThisStation) return refused('forbidden', { needs: 'supervisor' });
  const windowMs = role === 'supervisor' ? limits.undoWindowSupervisorMs : limits.undoWindowMs;
  if (msBetween(now, scan.at) > windowMs)
    return refused('undo-too-late', { at: scan.at, minutes: windowMs / 60_000, role });
  const { scanId, ticketId, checkpointId, gateId } = scan;
  return { kind: 'planned', plan: { undoes: scanId, ticketId, checkpointId, gateId, reason } };
}

function refused(code: RefusalCode, facts: RefusalFacts): Planned<UndoPlan> {
  return { kind: 'refused', refusal: refusal(code, facts) };
}
