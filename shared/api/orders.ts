import { z } from 'zod';
import { entryWindowSchema } from '../catalog/door-event.ts';
import { languages } from '../catalog/languages.ts';
import { orderStates } from '../catalog/order-states.ts';
import { emailSchema } from '../kernel/email.ts';
import { limits } from '../kernel/limits.ts';
import { currencySchema, idSchema, instantSchema } from '../kernel/schemas.ts';
import { attentionSchema, nameSchema, textSchema } from './fields.ts';
import { pageQuerySchema } from './page.ts';
import { answerSchema, holderSchema, seatSchema, ticketViewSchema } from './tickets.ts';

const quantity = z.int().min(1).max(limits.ticketsPerOrderMax);

const codesSchema = z
  .array(z.string().trim().min(1).max(100))
  .max(limits.codesPerOrderMax)
  .default([])
  .meta({ description: 'PR-5, PR-9: promo codes, and codes that open a tier.' });

export const quoteOrderSchema = z
  .strictObject({
    lines: z
      .array(z.strictObject({ tierId: idSchema('TierId'), quantity }))
      .min(1)
      .max(limits.ticketsPerOrderMax),
    codes: codesSchema,
    email: z
      .string()
      .max(limits.emailCharsMax)
      .default('')
      .meta({ description: 'Whose uses of a promo code count; may be left out while it is not known.' }),
  })
  .meta({ example: { lines: [{ tierId: 'tir_01JD2QF6W0ZK8N4T7C3XB5VH9M', quantity: 2 }] } });

const addressSchema = z.strictObject({
  street: textSchema(200),
  postalCode: textSchema(20),
  city: textSchema(200),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'a country has two capital letters, such as AT' }),
});
export type Address = z.infer<typeof addressSchema>;

const wantedTicketSchema = z.strictObject({
  ticketId: idSchema('TicketId').optional().meta({
    description: 'OR-24: the ticket’s own once it is issued, unless another ticket of the event has it by then.',
  }),
  tierId: idSchema('TierId'),
  holder: holderSchema.default(null),
  seat: seatSchema.default(null),
  attention: attentionSchema.default(null),
  bornOn: z.iso
    .date({ error: 'a date looks like 2014-05-31' })
    .optional()
    .meta({ description: 'OR-3: judged on the event’s local date and not kept.' }),
  guardianTicketId: idSchema('TicketId')
    .nullable()
    .default(null)
    .meta({ description: 'OR-2: a ticket of this order or one sold before; null picks an adult of this order.' }),
  window: entryWindowSchema.nullable().default(null),
  answers: z.array(answerSchema).max(limits.questionsPerEventMax).default([]),
});

export const placeOrderSchema = z
  .strictObject({
    orderId: idSchema('OrderId').meta({
      description: 'Minted by you: the same id and input gets the same answer again.',
    }),
    channel: z.enum(['box-office', 'api', 'online']).default('api').meta({
      description:
        'At the box office required answers and dates of birth may wait for the door; over the API they may not.',
    }),
    tickets: z.array(wantedTicketSchema).min(1).max(limits.ticketsPerOrderMax),
    buyer: z.strictObject({
      name: textSchema(200).default(''),
      email: z.union([z.literal(''), emailSchema]).default(''),
      phone: textSchema(50).nullable().default(null),
      address: addressSchema.nullable().default(null),
      language: z.enum(languages).default('en'),
    }),
    answers: z.array(answerSchema).max(limits.questionsPerEventMax).default([]),
    codes: codesSchema,
  })
  .meta({
    example: {
      orderId: 'ord_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      channel: 'box-office',
      tickets: [
        { tierId: 'tir_01JD2QF6W0ZK8N4T7C3XB5VH9M', holder: 'Otto Weiss', seat: 'Row 4, seat 12' },
        { tierId: 'tir_01JD2QF6W0ZK8N4T7C3XB5VH9M', holder: 'Lena Weiss', bornOn: '2016-05-31' },
      ],
      buyer: { name: 'Otto Weiss', email: 'otto.weiss@example.org', phone: '+43 660 1234567', language: 'de' },
    },
  });
export type PlaceOrder = z.infer<typeof placeOrderSchema>;

export const issueOrderSchema = z
  .strictObject({
    comp: z
      .strictObject({ reason: nameSchema(500).meta({ example: 'Press' }) })
      .nullable()
      .default(null)
      .meta({ description: 'OR-8: gives away what would cost something, and says why.' }),
  })
  .meta({ example: { comp: { reason: 'Press' } } });
export const cancelOrderSchema = z
  .strictObject({ reason: nameSchema(500) })
  .meta({ example: { reason: 'Changed their mind' } });

export const resendOrderSchema = z
  .strictObject({
    to: emailSchema
      .nullable()
      .default(null)
      .meta({ description: 'Another address, which is the buyer’s from now on; links sent to the former one end.' }),
    revoke: z.boolean().default(false).meta({ description: 'Ends every link that was sent so far.' }),
  })
  .meta({ example: { to: null, revoke: false } });
export type ResendOrder = z.infer<typeof resendOrderSchema>;

export const listOrdersSchema = pageQuerySchema.extend({
  search: textSchema(200).optional(),
  state: z.enum(orderStates).optional(),
});

const moneySum = z.int();
export const quoteViewSchema = z.object({
  currency: currencySchema,
  lines: z.array(
    z.object({
      lineId: idSchema('OrderLineId'),
      tierId: idSchema('TierId'),
      quantity: z.int(),
      unitMinor: moneySum,
      listMinor: moneySum,
      discountMinor: moneySum,
      feeMinor: moneySum,
      taxMinor: moneySum,
      totalMinor: moneySum,
    }),
  ),
  discounts: z.array(z.unknown()),
  feeMode: z.enum(['absorbed', 'passed-on']),
  taxMode: z.enum(['inclusive', 'exclusive']),
  listMinor: moneySum,
  discountMinor: moneySum,
  feeMinor: moneySum,
  taxMinor: moneySum,
  totalMinor: moneySum,
  free: z.boolean(),
});

export const orderSummarySchema = z.object({
  orderId: idSchema('OrderId'),
  eventId: idSchema('EventId'),
  ref: z.string().meta({ description: 'Read out at the door or the till.' }),
  state: z.enum(orderStates),
  channel: z.enum(['online', 'box-office', 'station', 'api', 'import', 'comp']),
  compReason: z.string().nullable(),
  buyer: z.object({
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    address: addressSchema.nullable(),
    language: z.string(),
  }),
  totalMinor: moneySum,
  currency: currencySchema,
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type OrderSummary = z.infer<typeof orderSummarySchema>;

export const orderViewSchema = orderSummarySchema.extend({
  quote: quoteViewSchema,
  holdLapsesAt: instantSchema.nullable().meta({ description: 'IN-2: until when the places are kept.' }),
  tickets: z.array(ticketViewSchema),
});
export type OrderView = z.infer<typeof orderViewSchema>;
