import { type ResendOrder, resendOrderSchema } from '#shared/api/orders.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrder, type OrderRecord, orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import { recordOrder } from './record-order.ts';
import { writeTicketsAgain } from './write-tickets-again.ts';

/** OR-5: sends the tickets again; to another address when the first was wrong. `revoke` makes every earlier link void (ML-4). */
export async function resendOrder(ctx: Ctx, orderId: OrderId, raw: unknown): Promise<{ to: string }> {
  requirePermission(ctx, 'orders:resend');
  const input = resendOrderSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const after = await redirect(tx, ctx, before, input);
    await writeTicketsAgain(tx, ctx, after);
    await audit(tx, ctx, {
      verb: 'order.resend',
      target: orderId,
      before: orderAudit(orderSummary(before)),
      after: {
        ...orderAudit(orderSummary(after)),
        redirected: after.buyerEmail !== before.buyerEmail,
        revoked: after.linkVersion > before.linkVersion,
      },
    });
    return { to: after.buyerEmail };
  });
}

/** A link that went to a wrong address opens somebody else's order, so it ends with that address. */
async function redirect(tx: Tx, ctx: Ctx, before: OrderRecord, { to, revoke }: ResendOrder): Promise<OrderRecord> {
  const elsewhere = to !== null && to !== before.buyerEmail;
  if (!elsewhere && !revoke) return before;
  const changes = { buyerEmail: to ?? before.buyerEmail, linkVersion: before.linkVersion + 1 };
  await recordOrder(tx, ctx, before, changes);
  return { ...before, ...changes, version: before.version + 1 };
}
