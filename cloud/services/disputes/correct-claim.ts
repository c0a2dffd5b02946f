import { and, desc, eq } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import type { PaymentId } from '#shared/kernel/ids.ts';
import { disputes, payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { claimOnPayment, metByLoss } from '../ledger/claim-on-payment.ts';
import { postMovement } from '../ledger/post-movement.ts';

/**
 * LE-4: a refund was paid, or came back, after a bank had taken the money: the buyer's claim is another than the loss had met, and
 * the books become what they would be had it been heard in time. The order is locked by whoever asks; `lineId` posts once.
 */
export async function correctClaim(tx: Tx, ctx: Ctx, paymentId: PaymentId, lineId: string): Promise<void> {
  const [last] = await tx
    .select()
    .from(disputes)
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.paymentId, paymentId)))
    .orderBy(desc(disputes.openedAt), desc(disputes.disputeId))
    .limit(1);
  if (last === undefined) return;
  const [payment] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, paymentId)));
  const claim = await claimOnPayment(tx, ctx, must(payment, `the payment ${paymentId}`));
  const { disputeId, currency, orderId, eventId } = last;
  const claimMinor = metByLoss(claim) - claim.metMinor;
  await postMovement(tx, ctx, { kind: 'dispute-claim', disputeId, lineId, claimMinor }, { currency, orderId, eventId });
}
