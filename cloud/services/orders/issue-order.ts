import { issueOrderSchema, type OrderView } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { canOrder, planOrderAction } from '#shared/orders/order-actions.ts';
import { alreadyIssued, planFreeOrder } from '#shared/orders/plan-free-order.ts';
import { audit } from '../../db/audit.ts';
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

/** PR-4, OR-8: issues an order that costs nothing, or gives one away. An order that was issued is answered as it is. */
export async function issueOrder(ctx: Ctx, vault: KeyVault, orderId: OrderId, raw: unknown): Promise<OrderView> {
  const { comp } = issueOrderSchema.parse(raw);
  requirePermission(ctx, comp === null ? 'orders:place' : 'orders:comp');
  return issueUnderFreeIds(ctx, [orderId], () =>
    withTenant(ctx.db, ctx.orgId, async tx => {
      const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
      if (alreadyIssued(before, comp)) return loadOrderView(tx, ctx.orgId, orderId);
      return issue(tx, ctx, vault, before, comp);
    }),
  );
}

async function issue(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  before: OrderRecord,
  comp: { readonly reason: string } | null,
): Promise<OrderView> {
  const { quote } = await loadOrderView(tx, ctx.orgId, before.orderId);
  const plan = orRefuse(planFreeOrder({ quote, comp, needsApproval: false }));
  // Whoever gives tickets away has approved them by doing so.
  const action = comp !== null && canOrder('approve', before.state) ? 'approve' : 'pay';
  const state = orRefuse(planOrderAction(action, { state: before.state, free: true }));
  await recordOrder(tx, ctx, before, {
    state,
    totalMinor: plan.totalMinor,
    compReason: plan.compReason,
    ...(comp === null ? {} : { channel: 'comp' as const }),
    drafts: [],
  });
  // After the order, so that what a station reads of a ticket is written once and says that it is paid.
  await issueTickets(tx, ctx, vault, { order: before, hold: await loadHold(tx, ctx, before.orderId) });
  await enqueueMail(tx, ctx, {
    kind: 'order-confirmed',
    to: before.buyerEmail,
    language: before.language,
    about: { eventId: before.eventId, orderId: before.orderId },
  });
  const after = await loadOrderView(tx, ctx.orgId, before.orderId);
  await audit(tx, ctx, {
    verb: comp === null ? 'order.issue' : 'order.comp',
    target: before.orderId,
    before: orderAudit(orderSummary(before)),
    after: orderAudit(after),
  });
  return after;
}
