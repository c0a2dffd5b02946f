import type Stripe from 'stripe';
import { type Instant, instantMs, parseInstant } from '#shared/kernel/instant.ts';
import type { PaymentProvider, ProviderEvent } from '../../services/payment-provider.ts';
import { fromStripeAmount } from './stripe-amount.ts';
import { providerError, told } from './stripe-errors.ts';
import { idOf, readBalanceLine, readDispute, readPayment, readRefund } from './stripe-reading.ts';
import { readSnapshot } from './stripe-webhooks.ts';

type Parts = Pick<
  PaymentProvider,
  | 'balance'
  | 'balanceLine'
  | 'lineOfCharge'
  | 'lineOfRefund'
  | 'balanceLines'
  | 'payments'
  | 'refunds'
  | 'disputes'
  | 'undelivered'
>;

/** What the provider has in its books: read for reconciliation, page by page. */
export function stripeBooks(stripe: Stripe): Parts {
  const since = (at: Instant) => ({ created: { gte: Math.floor(instantMs(at) / 1000) }, limit: 100 });
  const on = (account: string) => ({ stripeAccount: account });
  const line = async (account: string, id: string) =>
    readBalanceLine(await stripe.balanceTransactions.retrieve(id, {}, on(account)));
  return {
    balance: account => told(() => balance(stripe, account)),
    balanceLine: (account, id) => told(() => line(account, id)),
    lineOfCharge: (account, chargeId) =>
      told(async () => {
        const charge = await stripe.charges.retrieve(chargeId, { expand: ['balance_transaction'] }, on(account));
        const found = charge.balance_transaction;
        if (found === null) return null;
        return typeof found === 'string' ? line(account, found) : readBalanceLine(found);
      }),
    lineOfRefund: (account, id) =>
      told(async () => {
        const refund = await stripe.refunds.retrieve(id, {}, on(account));
        const made = idOf(refund.balance_transaction);
        const failed = idOf(refund.failure_balance_transaction);
        return {
          made: made === null ? null : await line(account, made),
          failed: failed === null ? null : await line(account, failed),
        };
      }),
    balanceLines: (account, at) => mapped(stripe.balanceTransactions.list(since(at), on(account)), readBalanceLine),
    payments: (account, at) => mapped(stripe.paymentIntents.list(since(at), on(account)), readPayment),
    refunds: (account, at) => mapped(stripe.refunds.list(since(at), on(account)), readRefund),
    disputes: (account, at) => mapped(stripe.disputes.list(since(at), on(account)), readDispute),
    undelivered: (account, at) =>
      account === null
        ? thinEvents(stripe, at)
        : mapped(stripe.events.list({ ...since(at), delivery_success: false }, on(account)), event =>
            readSnapshot(event),
          ),
  };
}

async function balance(stripe: Stripe, account: string): Promise<ReadonlyMap<string, number>> {
  const said = await stripe.balance.retrieve({}, { stripeAccount: account });
  const sums = new Map<string, number>();
  for (const part of [...said.available, ...said.pending]) {
    const currency = part.currency.toUpperCase();
    sums.set(currency, (sums.get(currency) ?? 0) + fromStripeAmount(part.amount, currency));
  }
  return sums;
}

async function* mapped<From, To>(pages: AsyncIterable<From>, read: (one: From) => To): AsyncIterable<To> {
  try {
    for await (const one of pages) yield read(one);
  } catch (error) {
    throw providerError(error);
  }
}

async function* thinEvents(stripe: Stripe, at: Instant): AsyncIterable<ProviderEvent> {
  for await (const event of stripe.v2.core.events.list({ created: { gte: Math.floor(instantMs(at) / 1000) } })) {
    const related = 'related_object' in event ? (event.related_object as { id: string } | null) : null;
    yield {
      eventId: event.id,
      endpoint: 'thin',
      account: related?.id ?? null,
      type: event.type,
      livemode: event.livemode,
      apiVersion: null,
      objectId: related?.id ?? null,
      createdAt: parseInstant(new Date(event.created).toISOString()),
      payload: event,
    };
  }
}
