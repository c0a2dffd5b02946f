import { and, count, desc, eq } from 'drizzle-orm';
import type { RefundBatchView } from '#shared/api/refunds.ts';
import type { EventId, OrgId, RefundBatchId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { refundBatches, refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';

/** How far a batch is: orders gone through, and what became of their refunds at the provider. */
export async function getRefundBatch(ctx: Ctx, batchId: RefundBatchId): Promise<RefundBatchView> {
  requirePermission(ctx, 'payments:read');
  return withTenant(ctx.db, ctx.orgId, tx => loadBatchView(tx, ctx.orgId, batchId), { readOnly: true });
}

/** The batches of one event, the latest first. */
export async function listRefundBatches(ctx: Ctx, eventId: EventId): Promise<{ readonly items: RefundBatchView[] }> {
  requirePermission(ctx, 'payments:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      const rows = await tx
        .select({ batchId: refundBatches.batchId })
        .from(refundBatches)
        .where(and(eq(refundBatches.orgId, ctx.orgId), eq(refundBatches.eventId, eventId)))
        .orderBy(desc(refundBatches.createdAt), desc(refundBatches.batchId));
      const items: RefundBatchView[] = [];
      for (const { batchId } of rows) items.push(await loadBatchView(tx, ctx.orgId, batchId));
      return { items };
    },
    { readOnly: true },
  );
}

export async function loadBatchView(tx: Tx, orgId: OrgId, batchId: RefundBatchId): Promise<RefundBatchView> {
  const [batch] = await tx
    .select()
    .from(refundBatches)
    .where(and(eq(refundBatches.orgId, orgId), eq(refundBatches.batchId, batchId)));
  if (batch === undefined) throw refusal('not-found');
  const counts = await tx
    .select({ state: refunds.state, count: count() })
    .from(refunds)
    .where(and(eq(refunds.orgId, orgId), eq(refunds.batchId, batchId)))
    .groupBy(refunds.state);
  const of = (state: (typeof counts)[number]['state']) => counts.find(row => row.state === state)?.count ?? 0;
  return {
    batchId,
    eventId: batch.eventId,
    state: batch.state,
    ordersTotal: batch.ordersTotal,
    ordersDone: batch.ordersDone,
    ordersFailed: batch.ordersFailed,
    leftOut: batch.leftOut,
    returnsFee: batch.returnsFee,
    reason: batch.reason,
    refunds: {
      requested: of('requested'),
      submitted: of('submitted'),
      succeeded: of('succeeded'),
      failed: of('failed'),
    },
    createdAt: batch.createdAt,
    updatedAt: batch.updatedAt,
  };
}
