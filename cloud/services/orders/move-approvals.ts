import { and, asc, eq, inArray } from 'drizzle-orm';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { statesForOrder } from '#shared/orders/order-actions.ts';
import { holds, orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** OR-18: what still waits for an answer keeps its places until the event's new end. One that is decided meanwhile stays as decided. */
export async function moveApprovals(tx: Tx, ctx: Ctx, eventId: EventId, endsAt: Instant): Promise<void> {
  const waiting = await tx
    .select({ holdId: holds.holdId })
    .from(orders)
    .innerJoin(holds, and(eq(holds.orgId, orders.orgId), eq(holds.orderId, orders.orderId)))
    .where(
      and(
        eq(orders.orgId, ctx.orgId),
        eq(orders.eventId, eventId),
        inArray(orders.state, [...statesForOrder('approve')]),
        eq(holds.state, 'held'),
      ),
    )
    .orderBy(asc(orders.orderId))
    .for('no key update');
  if (waiting.length === 0) return;
  const holdIds = waiting.map(({ holdId }) => holdId);
  await tx
    .update(holds)
    .set({ lapsesAt: endsAt })
    .where(and(eq(holds.orgId, ctx.orgId), inArray(holds.holdId, holdIds)));
}
