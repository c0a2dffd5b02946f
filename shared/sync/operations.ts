import { z } from 'zod';
import { askKinds, refuseReasons } from '../admission/types.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { feedCursorSchema } from './cursor.ts';

/** How stale the mirror was when the station decided (MirrorScan says who, this says with what knowledge). */
export const rosterStampSchema = z.object({
  cursor: feedCursorSchema.nullable(),
  /** When the last feed page was applied. */
  asOf: instantSchema.nullable(),
  complete: z.boolean(),
  online: z.boolean(),
});
export type RosterStamp = z.infer<typeof rosterStampSchema>;

export const scanViaSchema = z.enum(['scanner', 'camera', 'typed', 'search', 'group']);
export type ScanVia = z.infer<typeof scanViaSchema>;

/** An attempt at the door with the verdict that was shown. A fact: the cloud stores it and never argues (CK-30). */
export const scanOpSchema = z.object({
  kind: z.literal('scan'),
  eventId: idSchema('EventId'),
  checkpointId: idSchema('CheckpointId'),
  gateId: idSchema('GateId').nullable(),
  operatorId: idSchema('OperatorId').nullable(),
  operatorName: z.string().max(200).nullable(),
  direction: z.enum(['in', 'out']),
  mode: z.enum(['admit', 'verify']),
  via: scanViaSchema,
  /** First 200 characters of the text read, kept only when no ticket was found. */
  unreadText: z.string().max(200).nullable(),
  ticketId: idSchema('TicketId').nullable(),
  verdict: z.enum(['admit', 'refuse', 'ask', 'undecidable']),
  rule: z.string().max(8).nullable(),
  reason: z.enum(refuseReasons).nullable(),
  basis: z.enum(['roster', 'signature', 'override', 'self-test']).nullable(),
  confirmed: z.array(z.enum(askKinds)).max(10),
  override: z.object({ operatorId: idSchema('OperatorId'), reason: z.string().min(1).max(500) }).nullable(),
  roster: rosterStampSchema,
});
export type ScanOp = z.infer<typeof scanOpSchema>;

/** CK-25: takes an admission or exit back; deletes nothing. */
export const undoOpSchema = z.object({
  kind: z.literal('undo'),
  eventId: idSchema('EventId'),
  scanId: idSchema('OpId'),
  ticketId: idSchema('TicketId'),
  checkpointId: idSchema('CheckpointId'),
  gateId: idSchema('GateId').nullable(),
  operatorId: idSchema('OperatorId').nullable(),
  operatorName: z.string().max(200).nullable(),
  reason: z.string().min(1).max(500),
});
export type UndoOp = z.infer<typeof undoOpSchema>;

/** Something worth keeping that changes no ticket: operator switched, station damaged and recovered, told of a conflict. */
export const noteOpSchema = z.object({
  kind: z.literal('note'),
  eventId: idSchema('EventId').nullable(),
  topic: z.enum([
    'operator-on',
    'operator-off',
    'pin-locked',
    'journal-forked',
    'file-recovered',
    'conflict-seen',
    'revoked',
    'paired',
  ]),
  operatorId: idSchema('OperatorId').nullable(),
  text: z.string().max(1_000),
});
export type NoteOp = z.infer<typeof noteOpSchema>;

export const opBodySchema = z.discriminatedUnion('kind', [scanOpSchema, undoOpSchema, noteOpSchema]);
export type OpBody = z.infer<typeof opBodySchema>;

/**
 * One journal row on the wire. `hash` chains: sha256 over `prevHash`, then seq, opId, at, clockOffsetMs and the body in
 * canonical JSON, as `canonicalOp` writes them.
 */
export const operationSchema = z.object({
  seq: z.int().min(1),
  opId: idSchema('OpId'),
  at: instantSchema,
  /** Cloud time minus station time as measured last (SY-6); null before the first measurement. */
  clockOffsetMs: z.int().nullable(),
  prevHash: z.string().length(64),
  hash: z.string().length(64),
  body: z.unknown(),
});
export type Operation = z.infer<typeof operationSchema>;

export const opAnswerSchema = z.object({
  seq: z.int().min(1),
  opId: idSchema('OpId'),
  outcome: z.enum(['applied', 'parked']),
  /** Why it was parked: a code and a sentence; the operation is kept and shown to people. */
  why: z.object({ code: z.string(), sentence: z.string() }).nullable(),
});
export type OpAnswer = z.infer<typeof opAnswerSchema>;

export const opsRequestSchema = z.object({
  protocol: z.int(),
  journalId: idSchema('JournalId'),
  /** Each is checked on its own, so that one bad operation blocks none (SY-2). */
  ops: z.array(z.unknown()).min(1).max(500),
});
export type OpsRequest = z.infer<typeof opsRequestSchema>;

export const opsResponseSchema = z.object({
  answers: z.array(opAnswerSchema),
  /** The last sequence number the cloud has a result for. */
  lastSeq: z.int().min(0),
});
export type OpsResponse = z.infer<typeof opsResponseSchema>;
