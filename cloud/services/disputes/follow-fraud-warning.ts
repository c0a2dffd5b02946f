import { and, eq, ne } from 'drizzle-orm';
import { audit } from '../../db/audit.ts';
import { disputes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { findPaymentOfCharge } from '../payments/find-payment-of-charge.ts';
import { firstAccountThatKnows } from '../payments/first-account-that-knows.ts';
import { isKept } from '../payments/kept-payment.ts';
import type { DisputeDeps } from './follow-dispute.ts';
import { freezeTickets } from './freeze-tickets.ts';

/**
 * OR-13: a bank says that a card was used by somebody else. The tickets are frozen until somebody gives the money back or
 * dismisses the warning; a dispute that was there before, or money that goes back already, makes it old news.
 */
export async function followFraudWarning(
  ctx: Ctx,
  deps: DisputeDeps,
  warningId: string,
): Promise<'followed' | 'foreign'> {
  const found = await firstAccountThatKnows(ctx, account => deps.payments.fraudWarning(account, warningId));
  if (found === null) return 'foreign';
  const { account, told } = found;
  const intentId = told.intentId ?? (await deps.payments.intentOfCharge(account, told.chargeId));
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const payment = await findPaymentOfCharge(tx, ctx, account, { intentId, chargeId: told.chargeId });
    if (payment === null) return 'foreign';
    const order = await loadOrder(tx, ctx.orgId, payment.orderId, { forUpdate: true });
    const others = await tx
      .select({ disputeId: disputes.disputeId })
      .from(disputes)
      .where(
        and(
          eq(disputes.orgId, ctx.orgId),
          eq(disputes.paymentId, payment.paymentId),
          ne(disputes.disputeId, warningId),
        ),
      );
    const goesBack = isKept(payment.settled) ? order.state === 'refunded' : payment.settled !== null;
    const open = told.actionable && others.length === 0 && !goesBack;
    const { eventId, orderId, paymentId, amountMinor, currency } = payment;
    const written = await tx
      .insert(disputes)
      .values({
        orgId: ctx.orgId,
        disputeId: warningId,
        eventId,
        orderId,
        paymentId,
        stage: 'early-warning',
        state: open ? 'needs-response' : 'closed',
        reason: 'fraudulent',
        amountMinor,
        currency,
        providerStatus: told.actionable ? 'actionable' : 'not-actionable',
        openedAt: ctx.now,
        closedAt: open ? null : ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ disputeId: disputes.disputeId });
    // Heard before: what somebody decided since stands.
    if (written.length === 0) return 'followed';
    await freezeTickets(tx, ctx, order);
    deps.log({ level: 'warn', event: 'fraud-warning', orgId: ctx.orgId, warningId, open });
    await audit(tx, ctx, { verb: 'dispute.warn', target: warningId, before: null, after: { orderId, open } });
    return 'followed';
  });
}
