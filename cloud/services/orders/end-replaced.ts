import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EventId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { actorName } from '../../db/audit.ts';
import { holds, orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { abandonPayments } from '../payments/abandon-payments.ts';
import { endPromoUses } from '../promos/end-promo-uses.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';
import { orderSummary } from './load-order.ts';
import { orderAudit } from './order-audit.ts';
import type { PlacedOrder } from './placing-of.ts';
import type { Predecessor } from './replaced-orders.ts';

/**
 * SH-9: orders end because others took their places; those are counted with the others. Their rows are locked. Answers what the log
 * says of it.
 */
export async function endReplaced(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  placed: readonly PlacedOrder[],
): Promise<readonly object[]> {
  const ends = placed.flatMap(by => (by.predecessor === null ? [] : [{ by, was: by.predecessor }]));
  if (ends.length === 0) return [];
  const orderIds = ends.map(({ was }) => was.order.orderId);
  const holdIds = ends.map(({ was }) => was.hold.holdId);
  await endPromoUses(tx, ctx, orderIds);
  await tx
    .update(holds)
    .set({ state: 'released', endedAt: ctx.now })
    .where(and(eq(holds.orgId, ctx.orgId), inArray(holds.holdId, holdIds)));
  for (const state of new Set(ends.map(({ was }) => was.order.state)))
    await tx
      .update(orders)
      .set({
        state: orRefuse(planOrderAction('cancel', { state, free: false })),
        drafts: [],
        version: sql`${orders.version} + 1`,
        updatedAt: ctx.now,
      })
      .where(and(eq(orders.orgId, ctx.orgId), inArray(orders.orderId, orderIds), eq(orders.state, state)));
  await abandonPayments(tx, ctx, orderIds);
  if (ends.some(({ by, was }) => leavesSome(by, was))) await offerSoon(tx, ctx, eventId);
  return ends.map(({ by, was }) => {
    const before = orderAudit(orderSummary(was.order));
    return {
      at: by.ctx.now,
      actor: actorName(by.ctx.actor),
      verb: 'order.replace',
      target: was.order.orderId,
      before,
      after: { ...before, state: 'cancelled', version: was.order.version + 1, replacedBy: by.input.orderId },
      requestId: by.ctx.requestId,
    };
  });
}

function leavesSome({ places }: PlacedOrder, { hold }: Predecessor): boolean {
  return hold.places.some(had => had.places > (places.find(({ poolId }) => poolId === had.poolId)?.places ?? 0));
}
