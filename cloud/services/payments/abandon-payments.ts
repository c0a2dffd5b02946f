import type { OrderId, PaymentId } from '#shared/kernel/ids.ts';
import { enqueue } from '../../db/enqueue.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadPaymentsOf, type PaymentRecord } from './load-payment.ts';

export const endPaymentJob = 'end-payment';

/**
 * IN-2: nobody should pay any more for orders that lapsed, were given up or are paid. Ends their open payments after this
 * transaction; one that goes through all the same is settled as what it then is.
 */
export async function abandonPayments(
  tx: Tx,
  ctx: Ctx,
  orderIds: readonly OrderId[],
  options: { readonly but?: PaymentId } = {},
): Promise<void> {
  for (const payment of await loadPaymentsOf(tx, ctx.orgId, orderIds))
    if (payment.paymentId !== options.but && isOpen(payment)) await enqueueEndPayment(tx, ctx, payment.paymentId);
}

export function isOpen({ state }: Pick<PaymentRecord, 'state'>): boolean {
  return state === 'intended' || state === 'open';
}

export function enqueueEndPayment(tx: Tx, ctx: Ctx, paymentId: PaymentId): Promise<void> {
  return enqueue(
    tx,
    endPaymentJob,
    { orgId: ctx.orgId, paymentId },
    { jobKey: `${endPaymentJob}:${paymentId}`, queue: `payment:${paymentId}` },
  );
}
