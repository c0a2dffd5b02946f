import { z } from 'zod';
import { currencySchema, idSchema, instantSchema, minorSchema } from '../kernel/schemas.ts';
import { pageQuerySchema } from './page.ts';

export const disputeStages = ['early-warning', 'inquiry', 'dispute'] as const;
export const disputeStates = [
  'needs-response',
  'under-review',
  'won',
  'lost',
  'closed',
  'prevented',
  'written-off',
] as const;

/** A dispute has the provider's own id. */
export const disputeIdSchema = z.string().regex(/^[A-Za-z0-9_]{3,100}$/, { error: 'this is no id of a dispute' });

export const listDisputesSchema = pageQuerySchema.extend({ state: z.enum(disputeStates).optional() });

export const disputeViewSchema = z.object({
  disputeId: z.string(),
  orderId: idSchema('OrderId'),
  eventId: idSchema('EventId'),
  paymentId: idSchema('PaymentId'),
  stage: z.enum(disputeStages),
  state: z.enum(disputeStates),
  reason: z.string(),
  amountMinor: minorSchema,
  currency: currencySchema,
  fundsWithdrawn: z.boolean(),
  dueBy: instantSchema.nullable().meta({ description: 'Until when an answer counts.' }),
  actions: z
    .array(z.enum(['stage', 'submit', 'accept', 'dismiss']))
    .meta({ description: 'What may be done with it where it stands.' }),
  todo: z.enum(['answer', 'refund-or-dismiss', 'issue-again-or-refund']).nullable().meta({
    description:
      'What waits for somebody: an answer; a decision about a warning; or tickets that died when it was lost, now that it is won.',
  }),
  evidenceStagedAt: instantSchema.nullable(),
  evidenceSubmittedAt: instantSchema.nullable(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
});
export type DisputeView = z.infer<typeof disputeViewSchema>;

export const evidenceViewSchema = z.object({
  organization: z.string(),
  fields: z.record(z.string(), z.string()),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  compelling: z
    .object({ disputed: z.record(z.string(), z.string()), prior: z.array(z.record(z.string(), z.string())) })
    .nullable()
    .meta({ description: 'Earlier undisputed sales that the card scheme counts, when there are enough.' }),
});

export const answerDisputeSchema = z
  .strictObject({
    statement: z
      .string()
      .trim()
      .max(10_000)
      .default('')
      .meta({ description: 'In the organizer’s own words, beside what is on record.' }),
  })
  .meta({ example: { statement: 'We spoke to the buyer after the show.' } });

export const acceptDisputeSchema = z
  .strictObject({ confirm: z.literal(true).meta({ description: 'It cannot be taken back.' }) })
  .meta({ example: { confirm: true } });
