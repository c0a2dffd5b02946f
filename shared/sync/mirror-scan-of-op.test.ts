import { expect, test } from 'vitest';
import { aDoorEvent } from '../testing/a-door-event.ts';
import { aMirrorScan, at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { mirrorScanOfOp } from './mirror-scan-of-op.ts';
import type { OpBody, ScanOp } from './operations.ts';

const scope = { stationId: anId('StationId', 1), stationName: 'Laptop A' };
const body: ScanOp = {
  kind: 'scan',
  eventId: anId('EventId', 1),
  checkpointId: anId('CheckpointId', 1),
  gateId: anId('GateId', 1),
  operatorId: null,
  operatorName: 'Kim',
  direction: 'in',
  mode: 'admit',
  via: 'scanner',
  unreadText: null,
  ticketId: anId('TicketId', 1),
  verdict: 'admit',
  rule: null,
  reason: null,
  basis: 'roster',
  confirmed: [],
  override: null,
  roster: { cursor: null, asOf: null, complete: true, online: true },
};
const told = (over: OpBody, clockOffsetMs: number | null = null) =>
  mirrorScanOfOp({ opId: anId('OpId', 1), at: at('19:58'), clockOffsetMs, body: over }, scope, aDoorEvent());

test('[CK-22] an admission makes history, told with names and by the cloud’s time', () => {
  expect(told(body)).toEqual(aMirrorScan());
  expect(told({ ...body, direction: 'out' }, -60_000)).toEqual(aMirrorScan({ kind: 'out', at: at('19:57') }));
});

test('[CK-25] an undo makes history, naming what it takes back', () => {
  const { eventId, checkpointId, gateId, operatorName } = body;
  const undo = {
    kind: 'undo',
    eventId,
    scanId: anId('OpId', 9),
    ticketId: anId('TicketId', 1),
    checkpointId,
    gateId,
  } as const;
  expect(told({ ...undo, operatorId: null, operatorName, reason: 'wrong person' })).toEqual(
    aMirrorScan({ kind: 'undo', undoes: anId('OpId', 9) }),
  );
});

test.each<[string, OpBody]>([
  ['[CK-27] verifying', { ...body, mode: 'verify' }],
  ['[CK-22] a refusal', { ...body, verdict: 'refuse' }],
  ['[CK-16] a question', { ...body, verdict: 'ask' }],
  ['[CK-42] the self-test', { ...body, ticketId: null, basis: 'self-test' }],
  ['[CK-22] a note', { kind: 'note', eventId: null, topic: 'paired', operatorId: null, text: '' }],
])('%s makes none', (_, over) => {
  expect(told(over)).toBeNull();
});

test('[CK-33] only an override that was needed counts as one', () => {
  const override = { operatorId: anId('OperatorId', 1), reason: 'lost their group' };
  expect(told({ ...body, override, basis: 'override' })?.override).toBe(true);
  expect(told({ ...body, override, basis: 'roster' })?.override).toBe(false);
});
