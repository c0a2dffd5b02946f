import { z } from 'zod';
import { languages } from '../catalog/languages.ts';
import { emailSchema } from '../kernel/email.ts';
import { limits } from '../kernel/limits.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { pageQuerySchema } from './page.ts';

export const joinWaitingListSchema = z
  .strictObject({
    tierId: idSchema('TierId'),
    quantity: z.int().min(1).max(limits.ticketsPerOrderMax),
    email: z.string().trim().toLowerCase().pipe(emailSchema),
    language: z.enum(languages),
  })
  .meta({
    example: {
      tierId: 'tir_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      quantity: 2,
      email: 'jonas.beck@example.org',
      language: 'de',
    },
  });

export const waitingStates = ['waiting', 'offered', 'taken', 'expired', 'left'] as const;

export const waitingViewSchema = z.object({
  entryId: idSchema('WaitingId'),
  tierId: idSchema('TierId'),
  email: z.string().meta({ description: 'Empty once they left the list.' }),
  language: z.string(),
  quantity: z.int(),
  state: z.enum(waitingStates),
  orderId: idSchema('OrderId').nullable().meta({ description: 'The order that took the places.' }),
  offeredAt: instantSchema.nullable(),
  offerLapsesAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type WaitingView = z.infer<typeof waitingViewSchema>;

export const listWaitingSchema = pageQuerySchema.extend({
  tierId: idSchema('TierId').optional(),
  state: z.enum(waitingStates).optional(),
});
