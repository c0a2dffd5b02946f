import { and, count, eq, inArray } from 'drizzle-orm';
import { type RefundBatchView, startRefundBatchSchema } from '#shared/api/refunds.ts';
import type { OrderState } from '#shared/catalog/order-states.ts';
import type { EventId, OrgId, RefundBatchId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { statesForOrder } from '#shared/orders/order-actions.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { actorName, audit } from '../../db/audit.ts';
import { enqueue } from '../../db/enqueue.ts';
import { orders } from '../../db/tables/orders.ts';
import { refundBatches } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadBatchView } from './get-refund-batch.ts';

export const refundBatchJobName = 'refund-batch';

/** Orders that a cancelled event has something to do about. */
export const batchOrderStates: readonly OrderState[] = [...statesForOrder('cancel'), ...statesForOrder('refund')];

/** OR-14: the event was called off: every order of it is given back, by a job that somebody can watch. One at a time an event. */
export async function startRefundBatch(ctx: Ctx, eventId: EventId, raw: unknown): Promise<RefundBatchView> {
  requirePermission(ctx, 'refunds:make-many');
  const input = startRefundBatchSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'refund.batch', key: input.batchId, input: { eventId, ...input } }, async () => {
      const event = await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
      if (event.state !== 'cancelled') throw refusal('wrong-state', { state: event.state, allowed: ['cancelled'] });
      await mustBeTheOnlyOne(tx, ctx, eventId);
      const [found] = await tx
        .select({ orders: count() })
        .from(orders)
        .where(
          and(eq(orders.orgId, ctx.orgId), eq(orders.eventId, eventId), inArray(orders.state, [...batchOrderStates])),
        );
      await tx.insert(refundBatches).values({
        orgId: ctx.orgId,
        batchId: input.batchId,
        eventId,
        state: 'running',
        ordersTotal: found?.orders ?? 0,
        returnsFee: input.returnsFee,
        reason: input.reason,
        startedBy: actorName(ctx.actor),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      });
      await enqueueBatch(tx, ctx.orgId, input.batchId);
      const view = await loadBatchView(tx, ctx.orgId, input.batchId);
      await audit(tx, ctx, { verb: 'refund.batch', target: eventId, before: null, after: view });
      return view;
    }),
  );
}

export async function enqueueBatch(tx: Tx, orgId: OrgId, batchId: RefundBatchId): Promise<void> {
  await enqueue(tx, refundBatchJobName, { orgId, batchId }, { jobKey: `${refundBatchJobName}:${batchId}` });
}

/** The event is locked: nobody else starts one meanwhile. */
async function mustBeTheOnlyOne(tx: Tx, ctx: Ctx, eventId: EventId): Promise<void> {
  const [running] = await tx
    .select({ batchId: refundBatches.batchId })
    .from(refundBatches)
    .where(
      and(eq(refundBatches.orgId, ctx.orgId), eq(refundBatches.eventId, eventId), eq(refundBatches.state, 'running')),
    );
  if (running !== undefined) throw refusal('wrong-state', { state: 'running', batchId: running.batchId });
}
