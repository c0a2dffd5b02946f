import { and, eq, inArray } from 'drizzle-orm';
import type { StartedPayment } from '#shared/api/payments.ts';
import { must } from '#shared/kernel/assert.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { payments as paymentRows } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { isProviderError, type PaymentProvider } from '../payment-provider.ts';
import { enqueueEndPayment } from './abandon-payments.ts';
import { loadPayment, type PaymentRecord } from './load-payment.ts';
import type { PaymentRequest } from './payment-request.ts';
import { refusalOf } from './refusal-of.ts';

type Answer =
  | { readonly intentId: string; readonly clientSecret: string | null }
  | { readonly sessionId: string; readonly hostedUrl: string };

/** PY-4: asks the provider for a payment that is written down, or tells again what it answered. */
export async function openPayment(
  ctx: Ctx,
  payments: PaymentProvider,
  payment: PaymentRecord,
): Promise<StartedPayment> {
  if (payment.state === 'open' && isAnswered(payment)) return started(payments, payment);
  const answer = await ask(ctx, payments, payment);
  const opened = await withTenant(ctx.db, ctx.orgId, async tx => {
    const order = await loadOrder(tx, ctx.orgId, payment.orderId, { forUpdate: true });
    await tx
      .update(paymentRows)
      .set({ ...answer, state: 'open', updatedAt: ctx.now })
      .where(
        and(
          eq(paymentRows.orgId, ctx.orgId),
          eq(paymentRows.paymentId, payment.paymentId),
          inArray(paymentRows.state, ['intended', 'failed', 'open']),
        ),
      );
    // It ran out while the provider was asked: what nobody was told of nobody can pay.
    if (!canOrder('pay', order.state)) {
      await enqueueEndPayment(tx, ctx, payment.paymentId);
      return null;
    }
    return loadPayment(tx, ctx.orgId, payment.paymentId);
  });
  if (opened === null) throw refusal('hold-lapsed', {});
  return started(payments, opened);
}

/** An answer that was lost is asked for again under the same key. What stays unknown stays written down as intended. */
async function ask(ctx: Ctx, payments: PaymentProvider, payment: PaymentRecord): Promise<Answer> {
  try {
    return await call(payments, payment);
  } catch (error) {
    const refused = refusalOf(error);
    if (!isProviderError(error) || error.kind === 'unknown' || error.kind === 'busy') throw refused;
    await withTenant(ctx.db, ctx.orgId, tx =>
      tx
        .update(paymentRows)
        .set({ state: 'failed', declineCode: error.code, updatedAt: ctx.now })
        .where(
          and(
            eq(paymentRows.orgId, ctx.orgId),
            eq(paymentRows.paymentId, payment.paymentId),
            eq(paymentRows.state, 'intended'),
          ),
        ),
    );
    throw refused;
  }
}

async function call(payments: PaymentProvider, payment: PaymentRecord): Promise<Answer> {
  // Written by `paymentRequest` alone.
  const request = payment.request as PaymentRequest;
  const common = {
    account: payment.providerAccount,
    key: payment.paymentId,
    currency: payment.currency,
    applicationFeeMinor: payment.applicationFeeMinor,
  };
  if (request.way === 'hosted') {
    const { sessionId, url } = await payments.createHostedPage({ ...common, ...request });
    return { sessionId, hostedUrl: url };
  }
  const made = await payments.createPayment({ ...common, ...request, amountMinor: payment.amountMinor });
  return { intentId: made.intentId, clientSecret: made.clientSecret };
}

/** A webhook may have told that it is open before our own call was answered, or although that answer was lost. */
function isAnswered({ way, clientSecret, hostedUrl }: PaymentRecord): boolean {
  return (way === 'hosted' ? hostedUrl : clientSecret) !== null;
}

function started({ browser }: PaymentProvider, payment: PaymentRecord): StartedPayment {
  const { paymentId, amountMinor, currency, providerAccount: account } = payment;
  const { publishableKey, scriptUrl } = browser;
  const common = { paymentId, amountMinor, currency, account, publishableKey, scriptUrl };
  return payment.way === 'hosted'
    ? { ...common, way: 'hosted', hostedUrl: must(payment.hostedUrl, 'an open page has an address') }
    : { ...common, way: 'element', clientSecret: must(payment.clientSecret, 'an open payment has a secret') };
}
