import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { canOrder } from '#shared/orders/order-actions.ts';
import { events } from '../../db/tables/events.ts';
import { orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMails } from '../mail/enqueue-mail.ts';
import type { OrderRecord } from './load-order.ts';

/**
 * OR-18: whoever waited for an answer that never came is told so, in the transaction that ends their orders. The orders are locked,
 * and `state` is what each was in before. Of a cancelled event its buyers were told when it was cancelled.
 */
export async function tellUndecided(
  tx: Tx,
  ctx: Ctx,
  ended: readonly Pick<OrderRecord, 'orderId' | 'state'>[],
): Promise<void> {
  const undecided = ended.filter(({ state }) => canOrder('decline', state)).map(({ orderId }) => orderId);
  if (undecided.length === 0) return;
  const waited = await tx
    .select({
      orderId: orders.orderId,
      eventId: orders.eventId,
      to: orders.buyerEmail,
      language: orders.language,
    })
    .from(orders)
    .innerJoin(events, and(eq(events.orgId, orders.orgId), eq(events.eventId, orders.eventId)))
    .where(and(eq(orders.orgId, ctx.orgId), inArray(orders.orderId, undecided), ne(events.state, 'cancelled')))
    .orderBy(asc(orders.orderId));
  await enqueueMails(
    tx,
    waited.map(({ orderId, eventId, to, language }) => ({
      ctx,
      wanted: { kind: 'order-declined', to, language, about: { eventId, orderId, undecided: true } },
    })),
  );
}
