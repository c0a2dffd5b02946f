import type Stripe from 'stripe';
import { instantMs } from '#shared/kernel/instant.ts';
import type { PaymentProvider, ProviderPage } from '../../services/payment-provider.ts';
import { toStripeAmount } from './stripe-amount.ts';
import { failure, told } from './stripe-errors.ts';
import { idOf, readPayment, readRefund } from './stripe-reading.ts';

type Parts = Pick<
  PaymentProvider,
  | 'createPayment'
  | 'createHostedPage'
  | 'payment'
  | 'hostedPage'
  | 'cancelPayment'
  | 'expireHostedPage'
  | 'refund'
  | 'refundById'
  | 'intentOfCharge'
>;

/** Direct charges: each call names the organization's account; each call that moves money carries the product's own key. */
export function stripePayments(stripe: Stripe): Parts {
  return {
    createPayment: payment =>
      told(async () =>
        readPayment(
          await stripe.paymentIntents.create(
            {
              amount: toStripeAmount(payment.amountMinor, payment.currency),
              currency: payment.currency.toLowerCase(),
              automatic_payment_methods: { enabled: true },
              ...applicationFee(payment),
              description: payment.description,
              metadata: payment.metadata,
            },
            { stripeAccount: payment.account, idempotencyKey: payment.key },
          ),
        ),
      ),
    createHostedPage: page => told(() => createHostedPage(stripe, page)),
    payment: (account, intentId) =>
      told(async () => readPayment(await stripe.paymentIntents.retrieve(intentId, {}, { stripeAccount: account }))),
    hostedPage: (account, sessionId) => told(() => hostedPage(stripe, account, sessionId)),
    cancelPayment: (account, intentId) =>
      nullWhenRefused(async () =>
        readPayment(
          await stripe.paymentIntents.cancel(
            intentId,
            { cancellation_reason: 'abandoned' },
            { stripeAccount: account },
          ),
        ),
      ),
    expireHostedPage: async (account, sessionId) => {
      await nullWhenRefused(() => stripe.checkout.sessions.expire(sessionId, {}, { stripeAccount: account }));
    },
    refund: refund =>
      told(async () =>
        readRefund(
          await stripe.refunds.create(
            {
              payment_intent: refund.intentId,
              amount: toStripeAmount(refund.amountMinor, refund.currency),
              ...(refund.returnsFee ? { refund_application_fee: true } : {}),
              metadata: refund.metadata,
            },
            { stripeAccount: refund.account, idempotencyKey: refund.key },
          ),
        ),
      ),
    refundById: (account, id) =>
      told(async () => readRefund(await stripe.refunds.retrieve(id, {}, { stripeAccount: account }))),
    intentOfCharge: (account, chargeId) =>
      told(async () => idOf((await stripe.charges.retrieve(chargeId, {}, { stripeAccount: account })).payment_intent)),
  };
}

async function hostedPage(stripe: Stripe, account: string, sessionId: string): Promise<ProviderPage> {
  const session = await stripe.checkout.sessions.retrieve(
    sessionId,
    { expand: ['payment_intent'] },
    { stripeAccount: account },
  );
  const url = session.status === 'open' ? (session.url ?? null) : null;
  const intent = session.payment_intent;
  if (intent === null || intent === undefined) return { url, payment: null };
  const told =
    typeof intent === 'string' ? await stripe.paymentIntents.retrieve(intent, {}, { stripeAccount: account }) : intent;
  return { url, payment: readPayment(told) };
}

async function nullWhenRefused<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await told(call);
  } catch (error) {
    if (error instanceof Error && 'kind' in error && error.kind === 'refused') return null;
    throw error;
  }
}

function applicationFee({ applicationFeeMinor, currency }: { applicationFeeMinor: number; currency: string }) {
  return applicationFeeMinor > 0 ? { application_fee_amount: toStripeAmount(applicationFeeMinor, currency) } : {};
}

/** The languages of the shop that the hosted page speaks as well; Arabic is none of them. */
const hostedLanguages = ['en', 'de', 'fr', 'es'] as const;

function hostedLocale(language: string): Stripe.Checkout.SessionCreateParams.Locale {
  return hostedLanguages.find(known => known === language) ?? 'auto';
}

async function createHostedPage(stripe: Stripe, page: Parameters<PaymentProvider['createHostedPage']>[0]) {
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      ui_mode: 'hosted_page',
      line_items: page.lines.map(line => ({
        quantity: line.quantity,
        price_data: {
          currency: page.currency.toLowerCase(),
          unit_amount: toStripeAmount(line.amountMinor, page.currency),
          product_data: { name: line.name },
        },
      })),
      payment_intent_data: {
        metadata: page.metadata,
        ...applicationFee(page),
      },
      metadata: page.metadata,
      client_reference_id: page.key,
      expires_at: Math.ceil(instantMs(page.expiresAt) / 1000),
      success_url: page.backUrl,
      cancel_url: page.cancelUrl,
      ...(page.language === undefined ? {} : { locale: hostedLocale(page.language) }),
      ...(page.email === null ? {} : { customer_email: page.email }),
    },
    { stripeAccount: page.account, idempotencyKey: page.key },
  );
  if (session.url === null || session.url === undefined)
    throw failure('unknown', 'no-url', 'the hosted page has no address');
  return { sessionId: session.id, url: session.url };
}
