import type Stripe from 'stripe';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type {
  ProviderBalanceLine,
  ProviderDispute,
  ProviderPayment,
  ProviderRefund,
} from '../../services/payment-provider.ts';
import { fromStripeAmount } from './stripe-amount.ts';

/** Turns what Stripe says into what the product knows. Enums of answers are open: what we do not know is read as still open. */

export const instantOfSeconds = (seconds: number): Instant => instantFromMs(seconds * 1000);

export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

export function readPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  const currency = intent.currency.toUpperCase();
  return {
    intentId: intent.id,
    state: paymentState(intent.status),
    amountMinor: fromStripeAmount(intent.status === 'succeeded' ? intent.amount_received : intent.amount, currency),
    currency,
    chargeId: idOf(intent.latest_charge),
    declineCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    clientSecret: intent.client_secret,
    metadata: intent.metadata,
  };
}

function paymentState(status: string): ProviderPayment['state'] {
  if (status === 'succeeded') return 'succeeded';
  if (status === 'canceled') return 'cancelled';
  if (status === 'processing') return 'processing';
  return 'open';
}

export function readRefund(refund: Stripe.Refund): ProviderRefund {
  const status = refund.status ?? 'pending';
  const currency = refund.currency.toUpperCase();
  return {
    providerRefundId: refund.id,
    state: status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
    amountMinor: fromStripeAmount(refund.amount, currency),
    currency,
    chargeId: idOf(refund.charge),
    intentId: idOf(refund.payment_intent),
    failure: refund.failure_reason ?? (status === 'canceled' ? 'canceled' : null),
    metadata: refund.metadata ?? {},
  };
}

export function readDispute(dispute: Stripe.Dispute): ProviderDispute {
  const dueBy = dispute.evidence_details.due_by;
  const currency = dispute.currency.toUpperCase();
  return {
    disputeId: dispute.id,
    status: dispute.status,
    reason: dispute.reason,
    chargeId: idOf(dispute.charge) ?? '',
    intentId: idOf(dispute.payment_intent),
    amountMinor: fromStripeAmount(dispute.amount, currency),
    currency,
    dueBy: dueBy === null ? null : instantOfSeconds(dueBy),
    submissions: dispute.evidence_details.submission_count,
    lines: dispute.balance_transactions.map(readBalanceLine),
    openedAt: instantOfSeconds(dispute.created),
  };
}

export function readBalanceLine(line: Stripe.BalanceTransaction): ProviderBalanceLine {
  const currency = line.currency.toUpperCase();
  const applicationFee = line.fee_details
    .filter(part => part.type === 'application_fee')
    .reduce((sum, part) => sum + part.amount, 0);
  const [amountMinor, feeMinor] = [fromStripeAmount(line.amount, currency), fromStripeAmount(line.fee, currency)];
  return {
    id: line.id,
    type: line.type,
    category: line.reporting_category,
    sourceId: idOf(line.source as string | { id: string } | null),
    amountMinor,
    feeMinor,
    applicationFeeMinor: fromStripeAmount(applicationFee, currency),
    netMinor: amountMinor - feeMinor,
    currency,
    createdAt: instantOfSeconds(line.created),
  };
}
