import { z } from 'zod';
import { bytesTextSchema, idSchema, instantSchema, zoneSchema } from '../kernel/schemas.ts';
import { eventStates } from './event-states.ts';

/** From when until when an entry is allowed; either end may be open. */
export const entryWindowSchema = z.object({ opensAt: instantSchema.nullable(), closesAt: instantSchema.nullable() });
export type EntryWindow = z.infer<typeof entryWindowSchema>;

/** CK-20. */
export const entryModes = ['once', 're-entry', 'unlimited'] as const;
export const entryModeSchema = z.enum(entryModes);
export type EntryMode = z.infer<typeof entryModeSchema>;

/** What the door asks of somebody with this tier (CK-16, OR-3). */
export const proofSchema = z.object({
  kind: z.enum(['age', 'identity', 'entitlement']),
  ageMin: z.int().min(0).max(120).nullable(),
  ageMax: z.int().min(0).max(120).nullable(),
  /** The organizer's words, as with "student card". */
  what: z.string().max(200).nullable(),
});
export type Proof = z.infer<typeof proofSchema>;

export const doorTierSchema = z.object({
  tierId: idSchema('TierId'),
  /** Stands in ticket codes; unique in the event. */
  number: z.int().min(1).max(65_535),
  name: z.string(),
  proof: proofSchema.nullable(),
  attention: z.string().nullable(),
  /** OR-2: a child tier, with at most N children per guardian. */
  child: z.object({ childrenPerGuardianMax: z.int().min(1), guardianTierIds: z.array(idSchema('TierId')) }).nullable(),
  /** Tickets of this tier that are add-ons let their holder through where `addOnOf` tiers are matched (CK-11). */
  addOnOf: z.array(idSchema('TierId')),
});
export type DoorTier = z.infer<typeof doorTierSchema>;

export const doorZoneSchema = z.object({
  zoneId: idSchema('ZoneId'),
  name: z.string(),
  capacity: z.int().min(0).nullable(),
});

/**
 * CK-13: what an organizer may write. `any` of nothing is false, `all` of nothing is true. A field that is not known makes
 * the rule impossible to evaluate, which refuses.
 */
export type DoorRule =
  | { kind: 'all'; of: DoorRule[] }
  | { kind: 'any'; of: DoorRule[] }
  | { kind: 'not'; rule: DoorRule }
  | { kind: 'tier-is'; tierIds: string[] }
  | { kind: 'time-after'; at: string }
  | { kind: 'time-before'; at: string }
  | { kind: 'entries-below'; count: number }
  | { kind: 'entries-today-below'; count: number }
  | { kind: 'minutes-since-entry-above'; minutes: number }
  | { kind: 'inside-checkpoint'; checkpointId: string }
  | { kind: 'answer-is'; questionId: string; value: string };
export const doorRuleSchema: z.ZodType<DoorRule> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('all'), of: z.array(doorRuleSchema).max(20) }),
      z.object({ kind: z.literal('any'), of: z.array(doorRuleSchema).max(20) }),
      z.object({ kind: z.literal('not'), rule: doorRuleSchema }),
      z.object({ kind: z.literal('tier-is'), tierIds: z.array(z.string()).max(200) }),
      z.object({ kind: z.literal('time-after'), at: z.string() }),
      z.object({ kind: z.literal('time-before'), at: z.string() }),
      z.object({ kind: z.literal('entries-below'), count: z.int().min(0) }),
      z.object({ kind: z.literal('entries-today-below'), count: z.int().min(0) }),
      z.object({ kind: z.literal('minutes-since-entry-above'), minutes: z.int().min(0) }),
      z.object({ kind: z.literal('inside-checkpoint'), checkpointId: z.string() }),
      z.object({ kind: z.literal('answer-is'), questionId: z.string(), value: z.string() }),
    ]),
  )
  // The API reference shows a rule as an object: a schema that names itself cannot be written out in place.
  .meta({ type: 'object', description: 'all, any, not, tier-is, time-after, time-before, entries-below, …' });

export const doorCheckpointSchema = z.object({
  checkpointId: idSchema('CheckpointId'),
  name: z.string(),
  entryMode: entryModeSchema,
  /** Entries one ticket has here; null is one for `once` and `re-entry` (a way out gives it back), no bound for `unlimited`. */
  entriesMax: z.int().min(1).nullable(),
  zoneId: idSchema('ZoneId').nullable(),
  /** null admits every tier. */
  admitsTierIds: z.array(idSchema('TierId')).nullable(),
  matchesAddOns: z.boolean(),
  admitsUnpaid: z.boolean(),
  window: entryWindowSchema.nullable(),
  rule: doorRuleSchema.nullable(),
  attention: z.string().nullable(),
});
export type DoorCheckpoint = z.infer<typeof doorCheckpointSchema>;

export const doorGateSchema = z.object({
  gateId: idSchema('GateId'),
  checkpointId: idSchema('CheckpointId'),
  name: z.string(),
});
export type DoorGate = z.infer<typeof doorGateSchema>;

/** TC-3: the public half of a signing key. A withdrawn key makes its codes forged (CK-2). */
export const doorKeySchema = z.object({
  keyId: idSchema('KeyId'),
  /** Four bytes in base32, as codes carry it. */
  ref: z.string(),
  publicKey: bytesTextSchema,
  state: z.enum(['valid', 'withdrawn']),
});
export type DoorKey = z.infer<typeof doorKeySchema>;

/** A required question whose answer may be missing on a ticket (CK-16). */
export const doorQuestionSchema = z.object({ questionId: idSchema('QuestionId'), label: z.string() });

export const operatorRoles = ['door', 'supervisor'] as const;
export const doorOperatorSchema = z.object({
  operatorId: idSchema('OperatorId'),
  name: z.string(),
  role: z.enum(operatorRoles),
  /** `scrypt$N$r$p$salt$hash`, base64url. Never the PIN. */
  pinHash: z.string(),
});
export type DoorOperator = z.infer<typeof doorOperatorSchema>;

/** All a door has to know of one event besides its tickets. Small; sent whole whenever a part changes. */
export const doorEventSchema = z.object({
  eventId: idSchema('EventId'),
  orgId: idSchema('OrgId'),
  orgName: z.string(),
  /** OKLCH or hex accent of the organization. */
  accent: z.string().nullable(),
  /** Six bytes in base32, as codes carry it. */
  ref: z.string(),
  title: z.string(),
  venue: z.string(),
  zone: zoneSchema,
  languages: z.array(z.string()).min(1),
  doorsAt: instantSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  state: z.enum(eventStates),
  /** CK-17: may a ticket be admitted on its signature when it is not in the roster yet? */
  admitsOnSignature: z.boolean(),
  tiers: z.array(doorTierSchema),
  zones: z.array(doorZoneSchema),
  checkpoints: z.array(doorCheckpointSchema),
  gates: z.array(doorGateSchema),
  keys: z.array(doorKeySchema),
  questions: z.array(doorQuestionSchema),
  operators: z.array(doorOperatorSchema),
});
export type DoorEvent = z.infer<typeof doorEventSchema>;
