import { and, eq } from 'drizzle-orm';
import { canOrder } from '#shared/orders/order-actions.ts';
import { disputes } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellStaff } from '../members/tell-staff.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import type { Log } from '../ports.ts';
import type { DisputeRecord } from './load-dispute.ts';

/**
 * OR-19: a dispute was lost, its tickets died and their places may be sold; now it is won after all and the money is back. Nobody
 * but the organizer knows whether to issue again or to refund, so whoever may refund is told, and it stays listed until somebody acts.
 */
export async function recordReversal(
  tx: Tx,
  ctx: Ctx,
  log: Log,
  order: OrderRecord,
  { before, after }: { readonly before: DisputeRecord | undefined; readonly after: DisputeRecord },
): Promise<void> {
  if (after.state !== 'won' || after.lostAt === null || before?.state === 'won') return;
  if (!canOrder('refund', order.state)) return;
  const { disputeId } = after;
  await tx
    .update(disputes)
    .set({ reversedAt: ctx.now })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
  log({ level: 'warn', event: 'dispute-reversed', orgId: ctx.orgId, disputeId });
  await tellStaff(tx, ctx, 'refunds:make', { kind: 'dispute-reversed', about: { eventId: order.eventId, disputeId } });
}
