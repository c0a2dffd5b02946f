import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { disputeIdSchema } from './disputes.ts';

/** ML-1: what mail is about: ids, and for an offer the one-time address that is wiped once it was sent. Never what it says. */
const eventId = idSchema('EventId');
const orderId = idSchema('OrderId');
export const mailAboutSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order-confirmed'), eventId, orderId }),
  z.strictObject({ kind: z.literal('order-approved'), eventId, orderId }),
  z.strictObject({
    kind: z.literal('order-declined'),
    eventId,
    orderId,
    /** Nobody had answered when the event was over. */
    undecided: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('refund-made'), eventId, orderId, refundId: idSchema('RefundId') }),
  /** To a buyer who was told that their money is on its way. */
  z.strictObject({ kind: z.literal('refund-delayed'), eventId, orderId, refundId: idSchema('RefundId') }),
  /** To whoever may refund, as are mails about disputes: no part of the order's own post. */
  z.strictObject({ kind: z.literal('refund-failed'), eventId, refundId: idSchema('RefundId') }),
  z.strictObject({
    kind: z.literal('paid-too-late'),
    eventId,
    orderId,
    /** PR-12: the places may be free, but somebody else used the promo code. */
    codeUsed: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('payment-failed'),
    eventId,
    orderId,
    /** Until when the places are kept all the same; null where they are not. */
    lapsesAt: instantSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('waiting-list-joined'), eventId, entryId: idSchema('WaitingId') }),
  z.strictObject({
    kind: z.literal('waiting-list-offer'),
    eventId,
    tierId: idSchema('TierId'),
    quantity: z.int().min(1),
    lapsesAt: instantSchema,
    /** Where the offer is taken, beneath the shop's address, as `/offers/…`; null once the mail was sent. */
    path: z.string().startsWith('/').max(500).nullable(),
  }),
  z.strictObject({
    kind: z.literal('ticket-transferred'),
    eventId,
    orderId: orderId.nullable(),
    ticketId: idSchema('TicketId'),
  }),
  z.strictObject({ kind: z.literal('ticket-voided'), eventId, orderId, ticketId: idSchema('TicketId') }),
  z.strictObject({
    kind: z.literal('event-changed'),
    eventId,
    orderId,
    /** For somebody a ticket of the order was passed on to. */
    ticketId: idSchema('TicketId').optional(),
    change: z.enum(['times', 'place', 'cancelled']),
  }),
  /** To the office: cards are being tried out, and at which event the last of them was. */
  z.strictObject({
    kind: z.literal('card-testing'),
    eventId,
    what: z.enum(['begun', 'declined', 'declined-everywhere']),
  }),
  /** To the office: at one e-mail or network address so many places are held and not paid that no more are given. */
  z.strictObject({
    kind: z.literal('hoarding'),
    eventId,
    what: z.enum(['email', 'address']),
    held: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('dispute-due'), eventId, disputeId: disputeIdSchema }),
  z.strictObject({ kind: z.literal('dispute-reversed'), eventId, disputeId: disputeIdSchema }),
]);
export type MailAbout = z.infer<typeof mailAboutSchema>;
export type MailKind = MailAbout['kind'];
export const mailKinds: readonly MailKind[] = mailAboutSchema.options.map(({ shape }) => shape.kind.value);

export const mailStates = ['queued', 'sent', 'delivered', 'bounced', 'failed'] as const;
export type MailState = (typeof mailStates)[number];
