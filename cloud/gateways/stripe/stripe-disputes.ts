import type Stripe from 'stripe';
import type { PaymentProvider } from '../../services/payment-provider.ts';
import { told } from './stripe-errors.ts';
import { idOf, readDispute } from './stripe-reading.ts';

type Parts = Pick<PaymentProvider, 'dispute' | 'stageEvidence' | 'acceptDispute' | 'uploadEvidence' | 'fraudWarning'>;

/** Disputes and what is said against them. Evidence may be staged often and submitted once. */
export function stripeDisputes(stripe: Stripe): Parts {
  return {
    dispute: (account, id) =>
      told(async () => readDispute(await stripe.disputes.retrieve(id, {}, { stripeAccount: account }))),
    stageEvidence: (account, id, evidence, submit) =>
      told(async () => readDispute(await stripe.disputes.update(id, { evidence, submit }, { stripeAccount: account }))),
    acceptDispute: (account, id) =>
      told(async () => readDispute(await stripe.disputes.close(id, {}, { stripeAccount: account }))),
    uploadEvidence: (account, file) =>
      told(async () => {
        const kept = await stripe.files.create(
          {
            purpose: 'dispute_evidence',
            file: { data: Buffer.from(file.bytes), name: file.name, type: 'application/pdf' },
          },
          { stripeAccount: account },
        );
        return kept.id;
      }),
    fraudWarning: (account, id) =>
      told(async () => {
        const warning = await stripe.radar.earlyFraudWarnings.retrieve(id, {}, { stripeAccount: account });
        return {
          chargeId: idOf(warning.charge) ?? '',
          intentId: idOf(warning.payment_intent),
          actionable: warning.actionable,
        };
      }),
  };
}
