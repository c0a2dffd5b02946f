import { and, eq } from 'drizzle-orm';
import type { OrderView } from '#shared/api/orders.ts';
import { saleEndsAt } from '#shared/catalog/on-sale.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { approvedUntil } from '#shared/orders/approved-until.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { holds } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { issueTickets } from './issue-tickets.ts';
import { loadOrder, loadOrderView, type OrderRecord, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';

/** OR-1, OR-18: what costs nothing is issued at once; what costs something may now be paid. The buyer is told either way. */
export async function approveOrder(ctx: Ctx, vault: KeyVault, orderId: OrderId): Promise<OrderView> {
  requirePermission(ctx, 'orders:approve');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const free = before.totalMinor === 0;
    const state = orRefuse(planOrderAction('approve', { state: before.state, free }));
    await recordOrder(tx, ctx, before, free ? { state, drafts: [] } : { state });
    // After the order, so that what a station reads of a ticket is written once and says that it is paid.
    if (free) await issueTickets(tx, ctx, vault, before);
    else await keepUntil(tx, ctx, before, approvedUntil(ctx.now, await saleEndOf(tx, before)));
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

/** When the first of its tiers goes off sale. */
async function saleEndOf(tx: Tx, { orgId, eventId, quote }: OrderRecord): Promise<Instant> {
  const event = await loadEvent(tx, orgId, eventId);
  // Written by `priceCart`, never touched since.
  const ordered = new Set((quote as OrderView['quote']).lines.map(({ tierId }) => tierId));
  const tiers = (await loadTiers(tx, orgId, eventId)).filter(({ tierId }) => ordered.has(tierId));
  return tiers.map(tier => saleEndsAt(tier, event)).reduce((first, end) => (end < first ? end : first), event.endsAt);
}
