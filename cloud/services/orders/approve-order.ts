import { and, eq } from 'drizzle-orm';
import type { OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { dayToPay } from '#shared/orders/day-to-pay.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { holds } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadHold } from '../holds/end-hold.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { issueTickets } from './issue-tickets.ts';
import { issueUnderFreeIds } from './issue-under-free-ids.ts';
import { loadOrder, loadOrderView, type OrderRecord, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';
import { saleEndOf } from './sale-end-of.ts';

/** OR-1, OR-18: what costs nothing is issued at once; what costs something may now be paid. The buyer is told either way. */
export async function approveOrder(ctx: Ctx, vault: KeyVault, orderId: OrderId): Promise<OrderView> {
  requirePermission(ctx, 'orders:approve');
  return issueUnderFreeIds(ctx, [orderId], () => approve(ctx, vault, orderId));
}

function approve(ctx: Ctx, vault: KeyVault, orderId: OrderId): Promise<OrderView> {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const free = before.totalMinor === 0;
    const state = orRefuse(planOrderAction('approve', { state: before.state, free }));
    await recordOrder(tx, ctx, before, free ? { state, drafts: [] } : { state });
    // After the order, so that what a station reads of a ticket is written once and says that it is paid.
    if (free) await issueTickets(tx, ctx, vault, { order: before, hold: await loadHold(tx, ctx, orderId) });
    else await keepUntil(tx, ctx, before, dayToPay(ctx.now, await saleEndOf(tx, before)));
    await enqueueMail(tx, ctx, {
      kind: free ? 'order-confirmed' : 'order-approved',
      to: before.buyerEmail,
      language: before.language,
      about: { eventId: before.eventId, orderId },
    });
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

async function keepUntil(tx: Tx, ctx: Ctx, { orderId }: OrderRecord, lapsesAt: Instant): Promise<void> {
  await tx
    .update(holds)
    .set({ lapsesAt })
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.orderId, orderId), eq(holds.state, 'held')));
}
