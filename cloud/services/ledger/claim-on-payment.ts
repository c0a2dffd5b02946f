import { and, eq, inArray, sum } from 'drizzle-orm';
import { disputes, ledgerGroups, ledgerPostings, refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentRow } from '../payments/find-payment-of-charge.ts';
import { isKept } from '../payments/kept-payment.ts';

export type ClaimOnPayment = {
  /** What was decided and did not arrive, or was paid for nothing; negative is what arrived and nobody had a claim to. */
  readonly claimMinor: number;
  /** What banks took of this payment, for good as far as anybody knows. */
  readonly lostMinor: number;
  /** How much of that counts as having met the claim. */
  readonly metMinor: number;
};

/**
 * LE-4, LE-7: what the books say the buyer has to get back of this payment, and what banks took of it. What is owed on another
 * payment of the order is another claim.
 */
export async function claimOnPayment(
  tx: Tx,
  ctx: Ctx,
  { paymentId, orderId, currency, settled }: Pick<PaymentRow, 'paymentId' | 'orderId' | 'currency' | 'settled'>,
): Promise<ClaimOnPayment> {
  const itsRefunds = await tx
    .select({ id: refunds.refundId })
    .from(refunds)
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.paymentId, paymentId)));
  const itsDisputes = await tx
    .select({ id: disputes.disputeId })
    .from(disputes)
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.paymentId, paymentId)));
  const claimed = new Set<string>([paymentId, ...itsRefunds.map(({ id }) => id)]);
  const disputed = new Set<string>(itsDisputes.map(({ id }) => id));
  // Its sale is the claim that a kept payment meets.
  if (isKept(settled)) claimed.add(orderId);
  const { account } = ledgerPostings;
  const posted = await tx
    .select({ cause: ledgerPostings.cause, account, minor: sum(ledgerPostings.amountMinor) })
    .from(ledgerGroups)
    .innerJoin(
      ledgerPostings,
      and(eq(ledgerPostings.orgId, ledgerGroups.orgId), eq(ledgerPostings.cause, ledgerGroups.cause)),
    )
    .where(
      and(
        eq(ledgerGroups.orgId, ctx.orgId),
        eq(ledgerGroups.orderId, orderId),
        inArray(account, ['buyer', 'dispute-losses']),
        eq(ledgerPostings.currency, currency),
      ),
    )
    .groupBy(ledgerPostings.cause, account);
  // A cause names what it is of: `refund:rfd_…:paid`.
  const of = (ids: ReadonlySet<string>) => posted.filter(({ cause }) => ids.has(cause.split(':')[1] ?? ''));
  const total = (rows: typeof posted) => rows.reduce((all, { minor }) => all + Number(minor ?? 0), 0);
  return {
    claimMinor: 0 - total(of(claimed)),
    lostMinor: total(of(disputed)),
    metMinor: total(of(disputed).filter(row => row.account === 'buyer')),
  };
}

/** LE-4: what banks took pays the buyer's claim first; only what is beyond it is a loss. */
export function metByLoss({ claimMinor, lostMinor }: Pick<ClaimOnPayment, 'claimMinor' | 'lostMinor'>): number {
  return Math.max(0, Math.min(lostMinor, claimMinor));
}
