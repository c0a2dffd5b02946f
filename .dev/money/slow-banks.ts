import type { PaymentProvider } from '../../cloud/services/payment-provider.ts';
import type { MoneyPlan } from './plan-seed.ts';

/** Some refunds are not through at once. Which ones hangs on their key, so that a repeated call is the same call. */
export function slowBanks(provider: PaymentProvider, plan: MoneyPlan): PaymentProvider {
  if (plan.without.includes('refund-fails')) return provider;
  return {
    ...provider,
    refund: refund => {
      const letters = [...refund.key.slice(-6)].reduce((sum, letter) => sum + letter.charCodeAt(0), plan.seed);
      const metadata = letters % 4 === 0 ? { ...refund.metadata, refund_how: 'pending' } : refund.metadata;
      return provider.refund({ ...refund, metadata });
    },
  };
}
