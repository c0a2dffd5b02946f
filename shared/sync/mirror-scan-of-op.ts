import type { MirrorScan } from '../admission/mirror.ts';
import type { DoorEvent } from '../catalog/door-event.ts';
import type { GateId, OpId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { correctedInstant } from './clock-offset.ts';
import type { OpBody } from './operations.ts';
import type { StationScope } from './protocol.ts';

/** CK-22: what an operation adds to its ticket's history; null for whatever makes none, such as refusals and verify mode (CK-27). */
export function mirrorScanOfOp(
  op: { readonly opId: OpId; readonly at: Instant; readonly clockOffsetMs: number | null; readonly body: OpBody },
  scope: Pick<StationScope, 'stationId' | 'stationName'>,
  event: Pick<DoorEvent, 'gates'>,
): MirrorScan | null {
  const { body } = op;
  if (body.kind === 'note') return null;
  if (body.kind === 'scan' && (body.verdict !== 'admit' || body.mode !== 'admit')) return null;
  if (body.ticketId === null) return null;
  return {
    scanId: op.opId,
    ticketId: body.ticketId,
    checkpointId: body.checkpointId,
    gateId: body.gateId,
    stationId: scope.stationId,
    gateName: gateName(event, body.gateId),
    stationName: scope.stationName,
    kind: body.kind === 'undo' ? 'undo' : body.direction,
    undoes: body.kind === 'undo' ? body.scanId : null,
    at: correctedInstant(op.at, op.clockOffsetMs),
    // An override that was not needed is an ordinary admission (CK-24), and can be in conflict like one (CK-33).
    override: body.kind === 'scan' && body.basis === 'override',
    operatorName: body.operatorName,
  };
}

function gateName(event: Pick<DoorEvent, 'gates'>, gateId: GateId | null): string | null {
  return event.gates.find(gate => gate.gateId === gateId)?.name ?? null;
}
