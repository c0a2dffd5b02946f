import { and, eq, sum } from 'drizzle-orm';
import { disputes, ledgerGroups, ledgerPostings, refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentRow } from '../payments/find-payment-of-charge.ts';
import { isKept } from '../payments/kept-payment.ts';

/**
 * LE-4, LE-7: what the books say the buyer has to get back of this payment: what was decided and did not arrive, or what they paid
 * for nothing. What is owed on another payment of the order is another claim.
 */
export async function owedOnPayment(
  tx: Tx,
  ctx: Ctx,
  { paymentId, orderId, currency, settled }: Pick<PaymentRow, 'paymentId' | 'orderId' | 'currency' | 'settled'>,
): Promise<number> {
  const itsRefunds = await tx
    .select({ id: refunds.refundId })
    .from(refunds)
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.paymentId, paymentId)));
  const itsDisputes = await tx
    .select({ id: disputes.disputeId })
    .from(disputes)
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.paymentId, paymentId)));
  const causedBy = new Set<string>([paymentId, ...itsRefunds.map(({ id }) => id), ...itsDisputes.map(({ id }) => id)]);
  // Its sale is the claim that a kept payment meets.
  if (isKept(settled)) causedBy.add(orderId);
  const posted = await tx
    .select({ cause: ledgerPostings.cause, minor: sum(ledgerPostings.amountMinor) })
    .from(ledgerGroups)
    .innerJoin(
      ledgerPostings,
      and(eq(ledgerPostings.orgId, ledgerGroups.orgId), eq(ledgerPostings.cause, ledgerGroups.cause)),
    )
    .where(
      and(
        eq(ledgerGroups.orgId, ctx.orgId),
        eq(ledgerGroups.orderId, orderId),
        eq(ledgerPostings.account, 'buyer'),
        eq(ledgerPostings.currency, currency),
      ),
    )
    .groupBy(ledgerPostings.cause);
  const minor = posted
    // A cause names what it is of: `refund:rfd_…:paid`.
    .filter(({ cause }) => causedBy.has(cause.split(':')[1] ?? ''))
    .reduce((total, row) => total + Number(row.minor ?? 0), 0);
  return Math.max(0, -minor);
}
