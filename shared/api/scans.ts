import { z } from 'zod';
import { mirrorScanSchema } from '../admission/mirror.ts';
import { askKinds } from '../admission/types.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';

/** With what knowledge a scan was decided (S6). */
export const decidedWithSchema = z.object({
  online: z.boolean().nullable(),
  rosterComplete: z.boolean().nullable(),
  rosterAsOf: instantSchema.nullable(),
  /** How old the roster was at the scan; null when the station had none. */
  rosterAgeMs: z.int().nullable(),
  afterRevocation: z.boolean(),
});

export const conflictSchema = z.object({
  kind: z.enum(['double', 'after-void']),
  ticketId: idSchema('TicketId'),
  checkpointId: idSchema('CheckpointId'),
  holder: z.string().nullable(),
  /** The later admission, which should not have happened. */
  scan: mirrorScanSchema,
  scanDecidedWith: decidedWithSchema,
  /** The admission that stands; null for `after-void`. */
  standing: mirrorScanSchema.nullable(),
  standingDecidedWith: decidedWithSchema.nullable(),
  voidSince: instantSchema.nullable(),
});
export const conflictListSchema = z.object({ items: z.array(conflictSchema) });
export type ConflictList = z.infer<typeof conflictListSchema>;

export const doorCountsSchema = z.object({
  expected: z.int(),
  checkpoints: z.array(
    z.object({ checkpointId: idSchema('CheckpointId'), name: z.string(), inside: z.int(), admitted: z.int() }),
  ),
  refusals: z.record(z.string(), z.int()),
  overrides: z.int(),
  conflicts: z.int(),
});
export type DoorCounts = z.infer<typeof doorCountsSchema>;

export const scanRecordSchema = z.object({
  scanId: idSchema('OpId'),
  ticketId: idSchema('TicketId').nullable(),
  checkpointId: idSchema('CheckpointId'),
  gateName: z.string().nullable(),
  stationId: idSchema('StationId').nullable(),
  stationName: z.string().nullable(),
  operatorName: z.string().nullable(),
  kind: z.enum(['in', 'out', 'undo', 'none']),
  at: instantSchema,
  verdict: z.string(),
  rule: z.string().nullable(),
  reason: z.string().nullable(),
  basis: z.string().nullable(),
  via: z.string(),
  overrideReason: z.string().nullable(),
  afterRevocation: z.boolean(),
});
export type ScanRecord = z.infer<typeof scanRecordSchema>;

export const redeemSchema = z
  .object({
    /** Minted by the caller; the same id gets the same answer. */
    scanId: idSchema('OpId'),
    checkpointId: idSchema('CheckpointId'),
    gateId: idSchema('GateId').nullable().default(null),
    text: z.string().optional(),
    ticketId: idSchema('TicketId').optional(),
    direction: z.enum(['in', 'out']).default('in'),
    mode: z.enum(['admit', 'verify']).default('admit'),
    confirmed: z.array(z.enum(askKinds)).max(10).default([]),
  })
  .refine(input => (input.text === undefined) !== (input.ticketId === undefined), {
    error: 'give either the text of the code or the id of the ticket',
    path: ['text'],
  })
  .meta({
    example: {
      scanId: 'op_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      checkpointId: 'chk_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      text: 'what the reader read',
      direction: 'in',
    },
  });

export const redeemedSchema = z.object({
  scanId: idSchema('OpId'),
  at: instantSchema,
  /** A Verdict, as at the door. */
  verdict: z.looseObject({ kind: z.enum(['admit', 'refuse', 'ask', 'undecidable']), rule: z.string().nullable() }),
  holder: z.string().nullable(),
});
export type Redeemed = z.infer<typeof redeemedSchema>;
