import { providerBalanceLines } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { postMovement } from '../ledger/post-movement.ts';
import type { ProviderBalanceLine } from '../payment-provider.ts';
import type { PaymentRecord } from './load-payment.ts';

/** LE-1: the money that arrived, and what the provider and the platform kept of it once its line on the balance is there. */
export async function postCharge(
  tx: Tx,
  ctx: Ctx,
  payment: PaymentRecord,
  line: ProviderBalanceLine | null,
): Promise<void> {
  const { paymentId, chargeId, orderId, eventId, currency, amountMinor } = payment;
  const about = { currency, orderId, eventId };
  await postMovement(
    tx,
    ctx,
    { kind: 'payment', paymentId, tender: 'provider', minor: amountMinor, roundingMinor: 0 },
    about,
  );
  if (line === null || chargeId === null) return;
  const platformMinor = line.applicationFeeMinor;
  await postMovement(
    tx,
    ctx,
    { kind: 'provider-fee', chargeId, minor: line.feeMinor - platformMinor, platformMinor },
    { ...about, currency: line.currency },
  );
  await tx
    .insert(providerBalanceLines)
    .values({
      orgId: ctx.orgId,
      balanceTransactionId: line.id,
      providerAccount: payment.providerAccount,
      type: line.type,
      sourceId: line.sourceId,
      amountMinor: line.amountMinor,
      feeMinor: line.feeMinor,
      netMinor: line.netMinor,
      currency: line.currency,
      createdAt: line.createdAt,
      cause: `payment:${paymentId}`,
      explained: line.amountMinor === amountMinor && line.currency === currency,
      seenAt: ctx.now,
    })
    .onConflictDoNothing();
}
