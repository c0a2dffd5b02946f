import type { PaymentView } from '#shared/api/payments.ts';
import type { OrderId, PaymentId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { loadPayment, loadPaymentsOf, paymentView } from './load-payment.ts';

/** Every attempt to pay an order, the first one first. */
export async function listPayments(ctx: Ctx, orderId: OrderId): Promise<PaymentView[]> {
  requirePermission(ctx, 'payments:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadOrder(tx, ctx.orgId, orderId);
      return (await loadPaymentsOf(tx, ctx.orgId, [orderId])).map(paymentView);
    },
    { readOnly: true },
  );
}

export async function getPayment(ctx: Ctx, paymentId: PaymentId): Promise<PaymentView> {
  requirePermission(ctx, 'payments:read');
  return paymentView(
    await withTenant(ctx.db, ctx.orgId, tx => loadPayment(tx, ctx.orgId, paymentId), { readOnly: true }),
  );
}
