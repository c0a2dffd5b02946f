import { and, eq, isNotNull } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { payments as paymentRows } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { isOpen } from './abandon-payments.ts';
import type { PaymentRecord } from './load-payment.ts';
import type { PaymentRequest } from './payment-request.ts';
import { refusalOf } from './refusal-of.ts';

type Page = Pick<PaymentRecord, 'way' | 'state' | 'sessionId' | 'hostedUrl'>;

/** PY-4: its page was sent off and came to nothing, or has lapsed: nobody can pay there any more. */
export function isUsedUp({ way, state, sessionId, hostedUrl }: Page): boolean {
  return way === 'hosted' && state === 'open' && sessionId !== null && hostedUrl === null;
}

/**
 * PY-4: asks the provider whether the page of a payment can still be paid on before it is handed out again, and notes it where it
 * cannot. Where money came of it that we have not heard of, that is refused: it has to be settled first.
 */
export async function noteUsedUp(ctx: Ctx, payments: PaymentProvider, payment: PaymentRecord): Promise<boolean> {
  const { way, sessionId, hostedUrl, paymentId } = payment;
  if (way !== 'hosted' || !isOpen(payment) || sessionId === null || hostedUrl === null) return false;
  const { url, payment: paid } = await payments
    .hostedPage(payment.providerAccount, sessionId)
    .catch((error: unknown) => Promise.reject(refusalOf(error)));
  if (url !== null) return false;
  if (paid?.state === 'processing' || paid?.state === 'succeeded') throw refusal('payment-under-way');
  await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .update(paymentRows)
      .set({ hostedUrl: null, updatedAt: ctx.now })
      .where(
        and(
          eq(paymentRows.orgId, ctx.orgId),
          eq(paymentRows.paymentId, paymentId),
          eq(paymentRows.sessionId, sessionId),
          isNotNull(paymentRows.hostedUrl),
        ),
      ),
  );
  return true;
}

/** Written down so long ago that the provider, had it never heard of it, would refuse the page because it ends too soon. */
export function endsTooSoon(ctx: Ctx, payment: PaymentRecord): boolean {
  // Written by `paymentRequest` alone.
  const request = payment.request as PaymentRequest;
  return request.way === 'hosted' && request.expiresAt < addMs(ctx.now, limits.hostedPageLivesMsMin);
}
