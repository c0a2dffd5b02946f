import type { MirrorScan, MirrorTicket } from '../admission/mirror.ts';
import { type Instant, parseInstant } from '../kernel/instant.ts';
import { anId } from './an-id.ts';

/** A paid seat in the stalls. */
export function aMirrorTicket(over: Partial<MirrorTicket> = {}): MirrorTicket {
  return {
    ticketId: anId('TicketId', 1),
    tierId: anId('TierId', 1),
    state: 'valid',
    stateSince: null,
    disputed: false,
    blocked: null,
    orderId: anId('OrderId', 1),
    orderRef: '7KQ2M',
    orderState: 'paid',
    orderSize: 1,
    holder: 'Ada Byron',
    seat: null,
    searchKey: 'ada byron',
    window: null,
    guardianTicketId: null,
    importedCode: null,
    attention: null,
    missingAnswers: [],
    answers: {},
    ...over,
  };
}

/** Somebody went in by gate 1 of the main entrance at 19:58 in Vienna. */
export function aMirrorScan(over: Partial<MirrorScan> = {}): MirrorScan {
  return {
    scanId: anId('OpId', 1),
    ticketId: anId('TicketId', 1),
    checkpointId: anId('CheckpointId', 1),
    gateId: anId('GateId', 1),
    stationId: anId('StationId', 1),
    gateName: 'Gate 1',
    stationName: 'Laptop A',
    kind: 'in',
    undoes: null,
    at: at('19:58'),
    override: false,
    operatorName: 'Kim',
    ...over,
  };
}

/** What the clock in the foyer shows on the evening of the event. */
export function at(time: string): Instant {
  return parseInstant(`2026-11-22T${time.length === 5 ? `${time}:00` : time}+01:00`);
}
