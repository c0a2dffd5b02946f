import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentRow } from '../payments/find-payment-of-charge.ts';
import { claimOnPayment } from './claim-on-payment.ts';

/** LE-4, LE-7: what the buyer still has to get back of this payment, less what a bank took for them. */
export async function owedOnPayment(
  tx: Tx,
  ctx: Ctx,
  payment: Pick<PaymentRow, 'paymentId' | 'orderId' | 'currency' | 'settled'>,
): Promise<number> {
  const { claimMinor, metMinor } = await claimOnPayment(tx, ctx, payment);
  return Math.max(0, claimMinor - metMinor);
}
