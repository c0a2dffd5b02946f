import { addMs } from '#shared/kernel/instant.ts';
import type { PaymentProvider, ProviderBalanceLine, ProviderPayment } from '../payment-provider.ts';
import type { PaymentRecord } from './load-payment.ts';

/** How a payment stands at the provider now, and the line that its charge made on the balance, once there is one. */
export type CurrentPayment = { readonly said: ProviderPayment; readonly line: ProviderBalanceLine | null };

/**
 * PY-3: asks the provider. `intentId`: an intent that said it is of this payment, for one whose own is not known yet. Null when the
 * provider has nothing: a page that nobody paid on, or a call that never arrived.
 */
export async function currentPayment(
  payments: PaymentProvider,
  payment: PaymentRecord,
  intentId: string | null,
): Promise<CurrentPayment | null> {
  const account = payment.providerAccount;
  const said = await findIntent(payments, payment, intentId);
  if (said === null) return null;
  const { chargeId } = said;
  const line = said.state === 'succeeded' && chargeId !== null ? await payments.lineOfCharge(account, chargeId) : null;
  return { said, line };
}

async function findIntent(
  payments: PaymentProvider,
  payment: PaymentRecord,
  intentId: string | null,
): Promise<ProviderPayment | null> {
  const account = payment.providerAccount;
  const known = payment.intentId ?? intentId;
  if (known !== null) return payments.payment(account, known);
  if (payment.sessionId !== null) return (await payments.hostedPage(account, payment.sessionId)).payment;
  // The answer to our call was lost. Keys are forgotten after a day, what we wrote on the intent is not.
  for await (const found of payments.payments(account, addMs(payment.createdAt, -300_000)))
    if (found.metadata.payment === payment.paymentId) return found;
  return null;
}
