import { refusal } from '#shared/kernel/refusal.ts';
import { payableStep } from '#shared/pricing/payable.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { findPaymentAccount, requireSettled } from '../payments/load-payment-account.ts';

/** PR-11, PY-12: a price is a sum that can be paid, in the currency that the organization's account settles in, if it has one. */
export async function requireSellablePrice(
  tx: Tx,
  ctx: Ctx,
  { priceMinor, currency }: { readonly priceMinor: number; readonly currency: string },
): Promise<void> {
  const stepMinor = payableStep(currency);
  if (priceMinor % stepMinor !== 0) throw refusal('not-payable', { field: 'priceMinor', stepMinor, currency });
  if (priceMinor > 0) requireSettled(ctx, await findPaymentAccount(tx, ctx.orgId), currency);
}
