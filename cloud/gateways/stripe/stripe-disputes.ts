import type Stripe from 'stripe';
import type { CompellingEvidence } from '#shared/orders/plan-evidence.ts';
import type { PaymentProvider } from '../../services/payment-provider.ts';
import { told } from './stripe-errors.ts';
import { idOf, readDispute } from './stripe-reading.ts';

type Parts = Pick<PaymentProvider, 'dispute' | 'stageEvidence' | 'acceptDispute' | 'uploadEvidence' | 'fraudWarning'>;

/** Disputes and what is said against them. Evidence may be staged often and submitted once. */
export function stripeDisputes(stripe: Stripe): Parts {
  return {
    dispute: (account, id) =>
      told(async () => readDispute(await stripe.disputes.retrieve(id, {}, { stripeAccount: account }))),
    stageEvidence: (account, id, fields, submit, compelling) =>
      told(async () => {
        const enhanced = compelling == null ? {} : { enhanced_evidence: visaCompelling(compelling) };
        const evidence = { ...fields, ...enhanced };
        return readDispute(await stripe.disputes.update(id, { evidence, submit }, { stripeAccount: account }));
      }),
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

function visaCompelling({ disputed, prior }: CompellingEvidence): Stripe.DisputeUpdateParams.Evidence.EnhancedEvidence {
  return {
    visa_compelling_evidence_3: {
      disputed_transaction: { ...disputed, merchandise_or_services: 'services' },
      prior_undisputed_transactions: prior.map(sale => ({ ...sale })),
    },
  };
}
