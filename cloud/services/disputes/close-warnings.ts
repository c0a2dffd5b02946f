import { and, eq } from 'drizzle-orm';
import { disputes } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { freezeTickets } from './freeze-tickets.ts';

/** OR-13: a warning has become what it warned of, or the money went back: it is old news. The order is locked. */
export async function closeWarnings(tx: Tx, ctx: Ctx, { eventId, orderId }: OrderRecord): Promise<void> {
  await tx
    .update(disputes)
    .set({ state: 'closed', closedAt: ctx.now, updatedAt: ctx.now })
    .where(
      and(
        eq(disputes.orgId, ctx.orgId),
        eq(disputes.eventId, eventId),
        eq(disputes.orderId, orderId),
        eq(disputes.stage, 'early-warning'),
        eq(disputes.state, 'needs-response'),
      ),
    );
}

/** The money of an order went back, which answers whoever warned of it: nothing of the order stays frozen for that. */
export async function answerWarnings(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<void> {
  await closeWarnings(tx, ctx, order);
  await freezeTickets(tx, ctx, order);
}
