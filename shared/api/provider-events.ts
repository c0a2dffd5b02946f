import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';

export const providerEventStateSchema = z.enum(['received', 'done', 'ignored', 'failed', 'foreign']);
export type ProviderEventState = z.output<typeof providerEventStateSchema>;

/** Something the payment provider told, and what came of it. */
export const providerEventSchema = z.object({
  eventId: z.string(),
  endpoint: z.enum(['snapshot', 'thin']),
  account: z.string().nullable(),
  type: z.string(),
  livemode: z.boolean(),
  objectId: z.string().nullable(),
  createdAt: instantSchema,
  receivedAt: instantSchema,
  source: z.enum(['webhook', 'reconciliation']),
  state: providerEventStateSchema,
  attempts: z.int(),
  error: z.string().nullable(),
  handledAt: instantSchema.nullable(),
});
export type ProviderEventView = z.output<typeof providerEventSchema>;

export const providerEventCountSchema = z.object({
  state: providerEventStateSchema,
  type: z.string(),
  events: z.int(),
});
export type ProviderEventCount = z.output<typeof providerEventCountSchema>;

/** PY-13: told of an account that nobody here had when it came. `orgId`: who has it by now, and whose it becomes when it is replayed. */
export const foreignEventSchema = providerEventSchema.extend({ orgId: idSchema('OrgId').nullable() });
export type ForeignEvent = z.output<typeof foreignEventSchema>;

export const replayForeignSchema = z
  .strictObject({ eventId: z.string().min(1).max(200).optional() })
  .meta({ example: { eventId: 'evt_1Q2w3E4r5T6y7U8i' } });
