import { z } from 'zod';
import { entryWindowSchema } from '../catalog/door-event.ts';
import { emailSchema } from '../kernel/email.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { ticketStates } from '../tickets/ticket-actions.ts';
import { attentionSchema, nameSchema, textSchema } from './fields.ts';
import { pageQuerySchema } from './page.ts';

/** OR-4: an answer to a question of the event. Dates as `2026-11-22`, consents as `yes`. */
export const answerSchema = z.strictObject({ questionId: idSchema('QuestionId'), value: textSchema(1_000) });

export const holderSchema = nameSchema().nullable().meta({ example: 'Anna Beck' });
export const seatSchema = nameSchema(100).nullable().meta({ example: 'Row 4, seat 12' });
const reasonSchema = nameSchema(500);

export const listTicketsSchema = pageQuerySchema.extend({
  search: textSchema(200)
    .optional()
    .meta({ description: 'Beginnings of words: holder, buyer, mail, last four digits of the phone.' }),
  orderId: idSchema('OrderId').optional(),
  state: z.enum(ticketStates).optional(),
});

export const editTicketSchema = z
  .strictObject({ holder: holderSchema, seat: seatSchema, attention: attentionSchema })
  .partial()
  .meta({ example: { holder: 'Anna Beck-Roth', attention: 'Wheelchair: please show the lift' } });
export const blockTicketSchema = z
  .strictObject({
    text: textSchema(500).meta({ description: 'CK-7: shown at the door.', example: 'Please see the box office.' }),
  })
  .meta({ example: { text: 'Please see the box office.' } });
export const cancelTicketSchema = z.strictObject({ reason: reasonSchema }).meta({ example: { reason: 'Ill' } });
export const reprintTicketSchema = z
  .strictObject({
    newTicketId: idSchema('TicketId').optional(),
    reason: reasonSchema,
  })
  .meta({ example: { reason: 'Lost in the tram' } });
export const transferTicketSchema = z
  .strictObject({
    newTicketId: idSchema('TicketId').optional(),
    holder: nameSchema(),
    email: emailSchema
      .optional()
      .meta({ description: 'ML-7: gets the ticket by mail; the buyer’s page shows its code no more.' }),
    reason: reasonSchema.optional(),
  })
  .meta({ example: { holder: 'Léa Roux' } });

export const ticketViewSchema = z.object({
  ticketId: idSchema('TicketId'),
  eventId: idSchema('EventId'),
  orderId: idSchema('OrderId').nullable(),
  tierId: idSchema('TierId'),
  state: z.enum(ticketStates),
  stateSince: instantSchema,
  disputed: z.boolean(),
  blocked: z.string().nullable(),
  holder: z.string().nullable(),
  seat: z.string().nullable(),
  window: entryWindowSchema.nullable(),
  guardianTicketId: idSchema('TicketId').nullable(),
  replacesTicketId: idSchema('TicketId').nullable(),
  importedCode: z.string().nullable(),
  allotmentId: idSchema('AllotmentId').nullable(),
  attention: z.string().nullable(),
  keyId: idSchema('KeyId').nullable(),
  missingAnswers: z.array(idSchema('QuestionId')),
  version: z.int(),
  createdAt: instantSchema,
});
/** OR-2: the answer to a cancelled guardian names the children who would come alone now. */
export const cancelledTicketSchema = ticketViewSchema.extend({ childrenLeftAlone: z.array(idSchema('TicketId')) });
export type CancelledTicket = z.infer<typeof cancelledTicketSchema>;
export type TicketView = z.infer<typeof ticketViewSchema>;

export const ticketCodeSchema = z.object({
  ticketId: idSchema('TicketId'),
  code: z.string().meta({ description: 'TC-1: what the QR says. An imported ticket says what it always said.' }),
});
