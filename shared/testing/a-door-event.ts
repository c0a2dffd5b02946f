import type { DoorCheckpoint, DoorEvent, DoorTier } from '../catalog/door-event.ts';
import { parseInstant } from '../kernel/instant.ts';
import { anId } from './an-id.ts';

export const doorsAt = parseInstant('2026-11-22T18:30:00.000Z');
export const startsAt = parseInstant('2026-11-22T19:30:00.000Z');
export const endsAt = parseInstant('2026-11-22T22:30:00.000Z');

/** Twelfth Night: one main entrance with two gates, a lounge for its add-on, stalls and a lounge tier. */
export function aDoorEvent(over: Partial<DoorEvent> = {}): DoorEvent {
  return {
    eventId: anId('EventId', 1),
    orgId: anId('OrgId', 1),
    orgName: 'Lantern Theatre',
    accent: null,
    ref: '0000000010',
    title: 'Twelfth Night',
    venue: 'Lantern Theatre',
    zone: 'Europe/Vienna',
    languages: ['en'],
    doorsAt,
    startsAt,
    endsAt,
    state: 'published',
    admitsOnSignature: true,
    tiers: [
      aDoorTier(),
      aDoorTier({ tierId: anId('TierId', 2), number: 2, name: 'Lounge', addOnOf: [anId('TierId', 1)] }),
    ],
    zones: [{ zoneId: anId('ZoneId', 1), name: 'House', capacity: 480 }],
    checkpoints: [aDoorCheckpoint(), aLounge()],
    gates: [
      { gateId: anId('GateId', 1), checkpointId: anId('CheckpointId', 1), name: 'Gate 1' },
      { gateId: anId('GateId', 2), checkpointId: anId('CheckpointId', 1), name: 'Gate 2' },
      { gateId: anId('GateId', 3), checkpointId: anId('CheckpointId', 2), name: 'Lounge door' },
    ],
    keys: [],
    questions: [{ questionId: anId('QuestionId', 1), label: 'Emergency contact' }],
    operators: [],
    ...over,
  };
}

export function aDoorTier(over: Partial<DoorTier> = {}): DoorTier {
  return {
    tierId: anId('TierId', 1),
    number: 1,
    name: 'Stalls',
    proof: null,
    attention: null,
    child: null,
    addOnOf: [],
    ...over,
  };
}

export function aDoorCheckpoint(over: Partial<DoorCheckpoint> = {}): DoorCheckpoint {
  return {
    checkpointId: anId('CheckpointId', 1),
    name: 'Main entrance',
    entryMode: 're-entry',
    entriesMax: null,
    zoneId: anId('ZoneId', 1),
    admitsTierIds: null,
    matchesAddOns: false,
    admitsUnpaid: false,
    window: null,
    rule: null,
    attention: null,
    ...over,
  };
}

export function aLounge(over: Partial<DoorCheckpoint> = {}): DoorCheckpoint {
  return aDoorCheckpoint({
    checkpointId: anId('CheckpointId', 2),
    name: 'Lounge',
    zoneId: null,
    admitsTierIds: [anId('TierId', 2)],
    ...over,
  });
}
