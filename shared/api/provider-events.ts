import { z } from 'zod';
import { instantSchema } from '../kernel/schemas.ts';

export const providerEventStateSchema = z.enum(['received', 'done', 'ignored', 'failed', 'foreign']);

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

export const providerEventCountSchema = z.object({
  state: providerEventStateSchema,
  type: z.string(),
  events: z.int(),
});
