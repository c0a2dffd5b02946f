import { z } from 'zod';
import { limits } from '../kernel/limits.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';

/** What an organizer sees of a station, with what it told last about itself. */
export const organizerStationSchema = z.object({
  stationId: idSchema('StationId'),
  name: z.string(),
  state: z.enum(['active', 'revoked']),
  eventIds: z.array(idSchema('EventId')),
  gateEventId: idSchema('EventId').nullable(),
  gateId: idSchema('GateId').nullable(),
  pairedAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  protocol: z.int().nullable(),
  /** Operations it had not handed in yet, as it said. */
  unsent: z.int().nullable(),
  rosterAsOf: instantSchema.nullable(),
  clockOffsetMs: z.int().nullable(),
  parked: z.int(),
  version: z.int(),
});
export type OrganizerStation = z.infer<typeof organizerStationSchema>;

const scopeFields = {
  eventIds: z.array(idSchema('EventId')).min(1).max(50),
  /** null: every gate of its events. A gate belongs to one of the events. */
  gate: z.object({ eventId: idSchema('EventId'), gateId: idSchema('GateId') }).nullable(),
};

export const approvePairingSchema = z.object({ code: z.string().min(8).max(20), ...scopeFields }).meta({
  example: { code: '7KQ2-M4XP', eventIds: ['evt_01JD2QF6W0ZK8N4T7C3XB5VH9M'], gate: null },
});
export const refusePairingSchema = z
  .object({ code: z.string().min(8).max(20) })
  .meta({ example: { code: '7KQ2-M4XP' } });
export const refusedPairingSchema = z.object({ pairingId: idSchema('PairingId'), stationName: z.string() });
export type RefusedPairing = z.infer<typeof refusedPairingSchema>;
export const editStationSchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    ...scopeFields,
    version: z.int(),
  })
  .meta({ example: { name: 'Main door', eventIds: ['evt_01JD2QF6W0ZK8N4T7C3XB5VH9M'], gate: null, version: 1 } });

export const parkedOpSchema = z.object({
  stationId: idSchema('StationId'),
  journalId: z.string(),
  seq: z.int(),
  opId: z.string(),
  at: instantSchema,
  receivedAt: instantSchema,
  afterRevocation: z.boolean(),
  why: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  body: z.unknown(),
});
export type ParkedOperation = z.infer<typeof parkedOpSchema>;

export const parkedOpParamsSchema = z.object({
  stationId: idSchema('StationId'),
  journalId: idSchema('JournalId'),
  seq: z.coerce.number().int().min(1),
});
export const discardParkedSchema = z
  .object({ reason: z.string().trim().min(1).max(500) })
  .meta({ example: { reason: 'Sent by a test station' } });
export const parkedOutcomeSchema = z.object({
  outcome: z.enum(['parked', 'resolved', 'discarded']),
  why: z.object({ code: z.string(), sentence: z.string() }).nullable(),
});

/** Everything in one answer: an organization has tens of stations. */
export const stationListSchema = z.object({ items: z.array(organizerStationSchema).max(limits.eventStationsMax) });
