import { and, eq } from 'drizzle-orm';
import type { PaymentId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { audit } from '../../db/audit.ts';
import { enqueue } from '../../db/enqueue.ts';
import { payments as paymentRows } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { endPaymentJob, isOpen } from './abandon-payments.ts';
import { loadPayment, type PaymentRecord } from './load-payment.ts';
import { type SettleDeps, settlePayment } from './settle-payment.ts';

/**
 * IN-2: nobody is to pay this any more: the intent is cancelled, the hosted page closed. What can no longer be cancelled has gone
 * through, and is settled as what it then is.
 */
export async function endPayment(ctx: Ctx, deps: SettleDeps, { paymentId }: { paymentId: PaymentId }): Promise<void> {
  requirePermission(ctx, 'orders:cancel');
  const payment = await withTenant(ctx.db, ctx.orgId, tx => loadPayment(tx, ctx.orgId, paymentId), { readOnly: true });
  if (!isOpen(payment)) return;
  if (payment.intentId === null && payment.sessionId === null) {
    // Its answer was lost: whether there is anything to end is found out first.
    const { state } = await settlePayment(ctx, deps, { paymentId });
    if (state === 'open') return endPayment(ctx, deps, { paymentId });
    if (state === 'intended') await lookAgain(ctx, paymentId);
    return;
  }
  if (payment.sessionId !== null && (await closePage(ctx, deps, payment))) return;
  const intentId = payment.intentId ?? (await intentOfPage(deps, payment));
  if (intentId !== null) await deps.payments.cancelPayment(payment.providerAccount, intentId);
  await settlePayment(ctx, deps, { paymentId });
}

/** True when the page is closed and nobody had begun to pay on it. */
async function closePage(ctx: Ctx, { payments }: SettleDeps, payment: PaymentRecord): Promise<boolean> {
  const { providerAccount: account, sessionId, paymentId } = payment;
  if (sessionId === null) return false;
  await payments.expireHostedPage(account, sessionId);
  if ((await payments.hostedPage(account, sessionId)).payment !== null) return false;
  await withTenant(ctx.db, ctx.orgId, async tx => {
    await tx
      .update(paymentRows)
      .set({ state: 'cancelled', updatedAt: ctx.now })
      .where(
        and(
          eq(paymentRows.orgId, ctx.orgId),
          eq(paymentRows.paymentId, paymentId),
          eq(paymentRows.state, payment.state),
        ),
      );
    await audit(tx, ctx, {
      verb: 'payment.end',
      target: paymentId,
      before: { state: payment.state },
      after: { state: 'cancelled' },
    });
  });
  return true;
}

async function intentOfPage({ payments }: SettleDeps, payment: PaymentRecord): Promise<string | null> {
  if (payment.sessionId === null) return null;
  return (await payments.hostedPage(payment.providerAccount, payment.sessionId)).payment?.intentId ?? null;
}

function lookAgain(ctx: Ctx, paymentId: PaymentId): Promise<void> {
  return withTenant(ctx.db, ctx.orgId, tx =>
    enqueue(
      tx,
      endPaymentJob,
      { orgId: ctx.orgId, paymentId },
      {
        jobKey: `${endPaymentJob}:${paymentId}`,
        queue: `payment:${paymentId}`,
        runAt: addMs(ctx.now, limits.paymentLookupMs),
      },
    ),
  );
}
