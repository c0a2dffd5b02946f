import { and, eq } from 'drizzle-orm';
import type { OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { holds } from '../../db/tables/orders.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { issueTickets } from './issue-tickets.ts';
import { loadOrder, loadOrderView, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';

/** OR-1: what costs nothing is issued at once; what costs something now has the time of a hold to be paid. */
export async function approveOrder(ctx: Ctx, vault: KeyVault, orderId: OrderId): Promise<OrderView> {
  requirePermission(ctx, 'orders:approve');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const free = before.totalMinor === 0;
    const state = orRefuse(planOrderAction('approve', { state: before.state, free }));
    if (free) await issueTickets(tx, ctx, vault, before);
    else
      await tx
        .update(holds)
        .set({ lapsesAt: addMs(ctx.now, limits.holdDurationMs) })
        .where(and(eq(holds.orgId, ctx.orgId), eq(holds.orderId, orderId), eq(holds.state, 'held')));
    await recordOrder(tx, ctx, before, free ? { state, drafts: [] } : { state });
    const after = await loadOrderView(tx, ctx.orgId, orderId);
    await audit(tx, ctx, {
      verb: 'order.approve',
      target: orderId,
      before: orderAudit(orderSummary(before)),
      after: orderAudit(after),
    });
    return after;
  });
}
