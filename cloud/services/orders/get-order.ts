import type { OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrderView } from './load-order.ts';

export async function getOrder(ctx: Ctx, orderId: OrderId): Promise<OrderView> {
  requirePermission(ctx, 'orders:read');
  return withTenant(ctx.db, ctx.orgId, tx => loadOrderView(tx, ctx.orgId, orderId), { readOnly: true });
}
