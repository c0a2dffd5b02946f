import type { CodeMatch, Scan, Verdict } from '#shared/admission/types.ts';
import type { ScanAnswer } from '#shared/api/station.ts';
import { mintId, type OperatorId, type OpId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { mirrorScanOfOp } from '#shared/sync/mirror-scan-of-op.ts';
import type { NoteOp, OpBody, ScanOp, ScanVia } from '#shared/sync/operations.ts';
import { scanWarnings } from './scan-warnings.ts';
import { nextOpInstant, type Place, rosterStamp, type Station } from './station.ts';
import { viewOfVerdict } from './ticket-view.ts';

export type DecidedScan = {
  readonly scan: Scan;
  readonly verdict: Verdict;
  readonly via: ScanVia;
  readonly unreadText: string | null;
  readonly operator: { readonly operatorId: OperatorId; readonly name: string } | null;
  readonly startedMs: number;
};

/**
 * One transaction: journal row, history, counters. Only when it is on disk does the caller get an answer to show; a full disk is a
 * refusal, and nothing turns green.
 */
export function recordScan(station: Station, place: Place, decided: DecidedScan): ScanAnswer {
  const { scan, verdict, via, startedMs } = decided;
  const at = nextOpInstant(station);
  const answer = station.store.transaction(() => {
    appendOp(station, place, { opId: scan.scanId, at, body: scanBody(station, place, decided) });
    const recorded: ScanAnswer = {
      scanId: scan.scanId,
      at,
      via,
      verify: scan.mode === 'verify',
      direction: scan.direction,
      verdict,
      ticket: viewOfVerdict(station, place, verdict),
      warnings: scanWarnings(station, place),
      repeated: false,
      decidedInMs: 0,
    };
    station.store.shown.put(recorded);
    return recorded;
  });
  station.changed();
  station.sync.wake();
  return { ...answer, decidedInMs: Math.round((station.clock.monotonicMs() - startedMs) * 100) / 100 };
}

/** Into the journal, and into history where the operation makes any. */
export function appendOp(
  { store }: Station,
  place: Place,
  { opId, at, body }: { readonly opId: OpId; readonly at: Instant; readonly body: OpBody },
): void {
  const op = store.journal.append({ opId, at, clockOffsetMs: store.settings.read('clockOffsetMs'), body });
  const made = mirrorScanOfOp({ ...op, body }, place.journal.scope, place.event);
  if (made !== null) store.scans.record(place.event.eventId, made);
}

export function appendNote(station: Station, note: Omit<NoteOp, 'kind'>): void {
  const { store, randomBytes } = station;
  if (store.journal.current() === null) throw refusal('wrong-state', { state: 'unpaired', action: note.topic });
  store.journal.append({
    opId: mintId('OpId', randomBytes),
    at: nextOpInstant(station),
    clockOffsetMs: store.settings.read('clockOffsetMs'),
    body: { kind: 'note', ...note },
  });
}

/** First letters of what was read, kept only when it was no ticket of ours. */
export function unreadTextOf(match: CodeMatch, text: string): string | null {
  const known = match.kind === 'ticket' || match.kind === 'signed' || match.kind === 'self-test';
  // A lone half of a surrogate pair would not survive the way to the cloud, and with it the hash.
  return known ? null : text.slice(0, 200).toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function scanBody(station: Station, place: Place, decided: DecidedScan): ScanOp {
  const { scan, verdict, operator } = decided;
  return {
    kind: 'scan',
    eventId: place.event.eventId,
    checkpointId: place.checkpoint.checkpointId,
    gateId: place.gate.gateId,
    operatorId: operator?.operatorId ?? null,
    operatorName: operator?.name ?? null,
    direction: scan.direction,
    mode: scan.mode,
    via: decided.via,
    unreadText: decided.unreadText,
    ticketId: verdict.ticketId,
    verdict: verdict.kind,
    rule: verdict.rule,
    reason: verdict.kind === 'refuse' ? verdict.facts.reason : null,
    basis: verdict.kind === 'admit' ? verdict.basis : null,
    confirmed: verdict.kind === 'admit' ? [...verdict.confirmed] : [...scan.confirmed],
    override: verdict.kind === 'admit' && verdict.basis === 'override' ? scan.override : null,
    roster: rosterStamp(station, place.stored),
  };
}
