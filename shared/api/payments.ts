import { z } from 'zod';
import { emailSchema } from '../kernel/email.ts';
import { currencySchema, idSchema, instantSchema } from '../kernel/schemas.ts';
import { paymentStates } from '../orders/next-payment-state.ts';

const pageUrl = z.url({ protocol: /^https?$/, error: 'an address looks like https://tickets.example.org/thanks' });

/** What to pay is never said: it is what the order comes to. */
export const startPaymentSchema = z
  .strictObject({
    way: z.enum(['element', 'hosted']).meta({
      description: 'A form inside our page, or a page of the provider where scripts are blocked.',
    }),
    backUrl: pageUrl.meta({ description: 'Where the provider’s page leads back to after the payment.' }),
    cancelUrl: pageUrl,
  })
  .meta({
    example: {
      way: 'hosted',
      backUrl: 'https://tickets.example.org/paid',
      cancelUrl: 'https://tickets.example.org/checkout',
    },
  });
export type StartPayment = z.infer<typeof startPaymentSchema>;

const startedSchema = z.object({
  paymentId: idSchema('PaymentId'),
  amountMinor: z.int(),
  currency: currencySchema,
  account: z.string(),
  publishableKey: z.string(),
  scriptUrl: z.string(),
});

/** What the buyer's browser needs to pay. */
export const startedPaymentSchema = z.discriminatedUnion('way', [
  startedSchema.extend({ way: z.literal('element'), clientSecret: z.string() }),
  startedSchema.extend({ way: z.literal('hosted'), hostedUrl: z.string() }),
]);
export type StartedPayment = z.infer<typeof startedPaymentSchema>;

export const paymentSettledKinds = [
  'fulfilled',
  're-seated',
  'refunded-late',
  'refunded-twice',
  'refunded-mismatch',
] as const;

/** One attempt to be paid for an order. */
export const paymentViewSchema = z.object({
  paymentId: idSchema('PaymentId'),
  orderId: idSchema('OrderId'),
  attempt: z.int(),
  way: z.enum(['element', 'hosted']),
  state: z.enum(paymentStates),
  amountMinor: z.int(),
  currency: currencySchema,
  applicationFeeMinor: z.int(),
  account: z.string(),
  intentId: z.string().nullable(),
  chargeId: z.string().nullable(),
  declineCode: z.string().nullable(),
  declines: z.int(),
  settled: z.enum(paymentSettledKinds).nullable(),
  settledAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type PaymentView = z.infer<typeof paymentViewSchema>;

export const connectAccountSchema = z
  .strictObject({ email: emailSchema })
  .meta({ example: { email: 'office@theatre.example.org' } });

/** PY-5: the organization's account at the payment provider. Online sales are open while `cardPayments` is `active`. */
export const paymentAccountSchema = z.object({
  account: z.string(),
  livemode: z.boolean(),
  cardPayments: z.enum(['pending', 'active', 'restricted', 'closed']),
  currency: currencySchema.nullable().meta({ description: 'What it settles in: nothing else is sold for money.' }),
  minimumMinor: z.int().meta({ description: 'The least that can be paid.' }),
  requirements: z.array(z.string()).meta({ description: 'What the provider still wants to know.' }),
  feeBasisPoints: z.int(),
  feeMinor: z.int(),
  connectedAt: instantSchema,
  updatedAt: instantSchema,
});
export type PaymentAccountView = z.infer<typeof paymentAccountSchema>;

export const accountLinkSchema = z.strictObject({ backUrl: pageUrl, refreshUrl: pageUrl }).meta({
  example: {
    backUrl: 'https://tickets.example.org/settings/payments',
    refreshUrl: 'https://tickets.example.org/settings/payments?again',
  },
});

/** PY-6: a share in hundredths of a percent, and a fixed part in the account's minor units. */
export const applicationFeeSchema = z
  .strictObject({ feeBasisPoints: z.int().min(0).max(10_000), feeMinor: z.int().min(0).max(1_000_000) })
  .meta({ example: { feeBasisPoints: 150, feeMinor: 30 } });
