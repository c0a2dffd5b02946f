import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { feesOf, recordBalanceLine } from '../ledger/record-balance-line.ts';
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
  const { feeMinor, platformMinor } = feesOf(line);
  const fee = { kind: 'provider-fee', chargeId, minor: feeMinor, platformMinor } as const;
  await postMovement(tx, ctx, fee, { ...about, currency: line.currency });
  await recordBalanceLine(tx, ctx, line, { account: payment.providerAccount, cause: `payment:${paymentId}`, currency });
}
