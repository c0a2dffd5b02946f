import { z } from 'zod';
import { orderStates } from '../catalog/order-states.ts';
import { limits } from '../kernel/limits.ts';
import { currencySchema, idSchema, instantSchema, minorSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

const ticketIds = z.array(idSchema('TicketId')).max(limits.ticketsPerOrderMax);
const returnsFee = z
  .boolean()
  .meta({ description: 'Gives the fee back as well; the platform then returns its own. Otherwise the fee is kept.' });

/** OR-6: whole, by ticket, or a sum. */
export const refundWishSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), returnsFee }),
  z.strictObject({ kind: z.literal('tickets'), ticketIds: ticketIds.min(1), returnsFee }),
  z.strictObject({
    kind: z.literal('amount'),
    amountMinor: z.int().min(1),
    ticketIds: ticketIds.default([]).meta({ description: 'Tickets that die of it; none unless named.' }),
    returnsFee,
  }),
]);

export const previewRefundSchema = z
  .strictObject({ wish: refundWishSchema })
  .meta({ example: { wish: { kind: 'whole', returnsFee: true } } });

export const makeRefundSchema = z
  .strictObject({
    refundId: idSchema('RefundId').meta({
      description: 'Minted by you: the same id and input gets the same answer again.',
    }),
    wish: refundWishSchema,
    reason: nameSchema(500),
  })
  .meta({
    example: {
      refundId: 'rfd_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      wish: { kind: 'whole', returnsFee: true },
      reason: 'Fell ill',
    },
  });

export const retryRefundSchema = z
  .strictObject({ refundId: idSchema('RefundId').meta({ description: 'Of the new attempt, minted by you.' }) })
  .meta({ example: { refundId: 'rfd_01JD2QF6W0ZK8N4T7C3XB5VH9M' } });

export const refundSettlements = ['paid-outside', 'written-off'] as const;
export type RefundSettlement = (typeof refundSettlements)[number];

export const acknowledgeRefundSchema = z
  .strictObject({
    settledAs: z.enum(refundSettlements).meta({
      description:
        'What became of the buyer’s claim: you paid them another way, out of your bank; or they will not have it, and it is yours.',
    }),
  })
  .meta({ example: { settledAs: 'paid-outside' } });

const partsSchema = z.object({ ticketMinor: minorSchema, feeMinor: minorSchema, taxMinor: minorSchema });

export const refundPreviewSchema = z.object({
  amountMinor: minorSchema,
  currency: currencySchema,
  given: partsSchema,
  voids: z.array(idSchema('TicketId')),
  childrenLeftAlone: z
    .array(idSchema('TicketId'))
    .meta({ description: 'OR-2: children whose guardian’s ticket dies.' }),
  orderState: z.enum(orderStates),
});
export type RefundPreview = z.infer<typeof refundPreviewSchema>;

export const refundStates = ['requested', 'submitted', 'succeeded', 'failed'] as const;

export const refundViewSchema = z.object({
  refundId: idSchema('RefundId'),
  orderId: idSchema('OrderId'),
  eventId: idSchema('EventId'),
  batchId: idSchema('RefundBatchId').nullable(),
  retryOf: idSchema('RefundId').nullable(),
  state: z.enum(refundStates),
  kind: z.enum(['whole', 'tickets', 'amount', 'late', 'duplicate', 'mismatch', 'event-cancelled']),
  amountMinor: minorSchema,
  currency: currencySchema,
  returnsFee: z.boolean(),
  ticketIds: z.array(idSchema('TicketId')),
  reason: z.string(),
  failure: z.string().nullable(),
  needsAttention: z.boolean().meta({ description: 'Failed, and nobody has acknowledged it or tried again.' }),
  acknowledgedAt: instantSchema.nullable(),
  settledAs: z.enum(refundSettlements).nullable().meta({ description: 'Of a failed one: how it was settled instead.' }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type RefundView = z.infer<typeof refundViewSchema>;

export const madeRefundSchema = refundPreviewSchema.extend({
  refund: refundViewSchema
    .nullable()
    .meta({ description: 'Null where nothing was paid: the tickets are void all the same.' }),
});
export type MadeRefund = z.infer<typeof madeRefundSchema>;

export const refundBatchSchema = z.object({
  batchId: idSchema('RefundBatchId'),
  eventId: idSchema('EventId'),
  state: z.enum(['running', 'done']),
  ordersTotal: z.int(),
  ordersDone: z.int(),
  ordersFailed: z.int(),
  leftOut: z
    .array(z.object({ orderId: idSchema('OrderId'), why: z.string() }))
    .meta({ description: 'The orders that could not be given back, and why: somebody has to look at each.' }),
  returnsFee: z.boolean(),
  reason: z.string(),
  refunds: z.object({ requested: z.int(), submitted: z.int(), succeeded: z.int(), failed: z.int() }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type RefundBatchView = z.infer<typeof refundBatchSchema>;

export const startRefundBatchSchema = z
  .strictObject({
    batchId: idSchema('RefundBatchId').meta({ description: 'Minted by you: a repeat is answered, not started again.' }),
    returnsFee,
    reason: nameSchema(500),
  })
  .meta({
    example: { batchId: 'bat_01JD2QF6W0ZK8N4T7C3XB5VH9M', returnsFee: true, reason: 'The venue is flooded' },
  });
