import type { EventId, GateId, StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { correctedInstant } from '#shared/sync/clock-offset.ts';
import type { OpBody, ScanOp, UndoOp } from '#shared/sync/operations.ts';
import type { scans } from '../../db/tables/stations.ts';
import type { ReadOp } from './read-op.ts';

/** A row of app.scans before the organization and the transaction are stamped on it. */
export type ScanRow = Omit<typeof scans.$inferSelect, 'orgId' | 'xid'>;

export type ScanRowFacts = {
  readonly stationId: StationId;
  readonly stationName: string;
  readonly gateName: (eventId: EventId, gateId: GateId | null) => string | null;
  readonly afterRevocation: boolean;
  readonly now: Instant;
};

/** CK-30: the row of a scan or of its undoing, with the time corrected by the station's measured clock offset; null for notes. */
export function scanRow(op: ReadOp, body: OpBody, facts: ScanRowFacts): ScanRow | null {
  if (body.kind === 'note') return null;
  const place = {
    eventId: body.eventId,
    scanId: op.opId,
    ticketId: body.ticketId,
    checkpointId: body.checkpointId,
    gateId: body.gateId,
    stationId: facts.stationId,
    operatorId: body.operatorId,
    gateName: facts.gateName(body.eventId, body.gateId),
    stationName: facts.stationName,
    operatorName: body.operatorName,
    at: correctedInstant(op.at, op.clockOffsetMs),
    toldAt: op.at,
    afterRevocation: facts.afterRevocation,
    receivedAt: facts.now,
  };
  return { ...place, ...(body.kind === 'scan' ? ofScan(body) : ofUndo(body)) };
}

type Answer = Pick<
  ScanRow,
  | 'kind'
  | 'undoesScanId'
  | 'verdict'
  | 'rule'
  | 'reason'
  | 'basis'
  | 'via'
  | 'direction'
  | 'mode'
  | 'overrideBy'
  | 'overrideReason'
  | 'unreadText'
  | 'online'
  | 'rosterComplete'
  | 'rosterAsOf'
>;

function ofScan(body: ScanOp): Answer {
  return {
    kind: makesHistory(body) ? body.direction : 'none',
    undoesScanId: null,
    verdict: body.verdict,
    rule: body.rule,
    reason: body.reason,
    basis: body.basis,
    via: body.via,
    direction: body.direction,
    mode: body.mode,
    overrideBy: body.override?.operatorId ?? null,
    overrideReason: body.override?.reason ?? null,
    unreadText: body.unreadText,
    online: body.roster.online,
    rosterComplete: body.roster.complete,
    rosterAsOf: body.roster.asOf,
  };
}

/** CK-27: an answer in verify mode is no admission; neither is the self-test code. */
export function makesHistory(body: Pick<ScanOp, 'verdict' | 'mode' | 'ticketId' | 'basis'>): boolean {
  return body.verdict === 'admit' && body.mode === 'admit' && body.ticketId !== null && body.basis !== 'self-test';
}

function ofUndo(body: UndoOp): Answer {
  return {
    kind: 'undo',
    undoesScanId: body.scanId,
    verdict: 'undo',
    rule: 'CK-25',
    reason: null,
    basis: null,
    via: 'undo',
    direction: 'in',
    mode: 'admit',
    overrideBy: null,
    overrideReason: body.reason,
    unreadText: null,
    online: null,
    rosterComplete: null,
    rosterAsOf: null,
  };
}
