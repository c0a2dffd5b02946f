import { and, eq } from 'drizzle-orm';
import type { PaymentId } from '#shared/kernel/ids.ts';
import { disputes } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { freezeTickets } from './freeze-tickets.ts';

/** OR-13: a warning of this payment has become what it warned of, or the money goes back: it is old news. */
export async function closeWarnings(tx: Tx, ctx: Ctx, paymentId: PaymentId): Promise<void> {
  await tx
    .update(disputes)
    .set({ state: 'closed', closedAt: ctx.now, updatedAt: ctx.now })
    .where(
      and(
        eq(disputes.orgId, ctx.orgId),
        eq(disputes.paymentId, paymentId),
        eq(disputes.stage, 'early-warning'),
        eq(disputes.state, 'needs-response'),
      ),
    );
}

/**
 * All of a payment goes back, which answers whoever warned of it and settles what became of a dispute that was won too late:
 * nothing stays frozen for that, or asked. The order is locked.
 */
export async function answerWarnings(tx: Tx, ctx: Ctx, order: OrderRecord, paymentId: PaymentId): Promise<void> {
  await closeWarnings(tx, ctx, paymentId);
  await tx
    .update(disputes)
    .set({ reversedAt: null })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.paymentId, paymentId)));
  await freezeTickets(tx, ctx, order);
}
