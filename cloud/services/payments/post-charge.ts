import { and, eq } from 'drizzle-orm';
import { postingsOf } from '#shared/ledger/postings.ts';
import { ledgerGroups } from '../../db/tables/selling.ts';
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

/** Whether what the provider kept of a charge is in the books, which is posted last and with the line that says so. */
export async function isChargeBooked(
  tx: Tx,
  ctx: Ctx,
  { chargeId, currency }: Pick<PaymentRecord, 'chargeId' | 'currency'>,
): Promise<boolean> {
  if (chargeId === null) return false;
  const { cause } = postingsOf({ kind: 'provider-fee', chargeId, minor: 0, platformMinor: 0 }, currency);
  const posted = await tx
    .select({ cause: ledgerGroups.cause })
    .from(ledgerGroups)
    .where(and(eq(ledgerGroups.orgId, ctx.orgId), eq(ledgerGroups.cause, cause)));
  return posted.length > 0;
}
