import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { OrderId, RefundBatchId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { orders } from '../../db/tables/orders.ts';
import { refundBatches } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { endUnpaid } from '../orders/end-unpaid.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import type { Log } from '../ports.ts';
import { giveBack } from './give-back.ts';
import { batchOrderStates } from './start-refund-batch.ts';

type Batch = typeof refundBatches.$inferSelect;

/**
 * OR-14: goes through a batch from where it stands, one order in each transaction, which moves the cursor along. Killed at any
 * moment and started again, or started twice, it gives no order back twice and leaves none out.
 */
export async function runRefundBatch(
  startedWith: Ctx,
  deps: { readonly log: Log; readonly now: () => Instant },
  batchId: RefundBatchId,
): Promise<void> {
  for (;;) {
    const ctx = { ...startedWith, now: deps.now() };
    const step = await withTenant(ctx.db, ctx.orgId, tx => nextStep(tx, ctx, batchId));
    if (step === null) return;
    const { batch, orderId } = step;
    try {
      await withTenant(ctx.db, ctx.orgId, tx => doOrder(tx, ctx, batch, orderId));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // It stays as it is, and is counted: a dispute decides about its money, or somebody does.
      deps.log({ level: 'warn', event: 'batch-order-left', orgId: ctx.orgId, batchId, orderId, why: error.code });
      const { code } = error;
      await withTenant(ctx.db, ctx.orgId, tx => moveOn(tx, ctx, batch, orderId, code));
    }
  }
}

async function nextStep(tx: Tx, ctx: Ctx, batchId: RefundBatchId) {
  const [batch] = await tx
    .select()
    .from(refundBatches)
    .where(and(eq(refundBatches.orgId, ctx.orgId), eq(refundBatches.batchId, batchId)))
    .for('no key update');
  if (batch === undefined || batch.state === 'done') return null;
  const [next] = await tx
    .select({ orderId: orders.orderId })
    .from(orders)
    .where(
      and(
        eq(orders.orgId, ctx.orgId),
        eq(orders.eventId, batch.eventId),
        gt(orders.orderId, batch.cursor as OrderId),
        inArray(orders.state, [...batchOrderStates]),
      ),
    )
    .orderBy(asc(orders.orderId))
    .limit(1);
  if (next === undefined) {
    await finish(tx, ctx, batch);
    return null;
  }
  return { batch, orderId: next.orderId };
}

async function doOrder(tx: Tx, ctx: Ctx, batch: Batch, orderId: OrderId): Promise<void> {
  if (!(await moveOn(tx, ctx, batch, orderId, null))) return;
  const order = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
  if (canOrder('refund', order.state)) await giveBackWhole(tx, ctx, batch, order);
  else if (canOrder('cancel', order.state)) await endUnpaid(tx, ctx, order, { by: 'organizer', reason: batch.reason });
}

async function giveBackWhole(tx: Tx, ctx: Ctx, batch: Batch, order: OrderRecord): Promise<void> {
  const { batchId, reason, returnsFee } = batch;
  await giveBack(tx, ctx, order, { kind: 'whole', returnsFee }, { kind: 'event-cancelled', batchId, reason });
}

/** False when somebody else went past this order meanwhile. `why` is what kept it from being given back. */
async function moveOn(tx: Tx, ctx: Ctx, batch: Batch, orderId: OrderId, why: string | null): Promise<boolean> {
  const { leftOut } = refundBatches;
  const moved = await tx
    .update(refundBatches)
    .set({
      cursor: orderId,
      ordersDone: sql`${refundBatches.ordersDone} + ${why === null ? 1 : 0}`,
      ordersFailed: sql`${refundBatches.ordersFailed} + ${why === null ? 0 : 1}`,
      ...(why === null ? {} : { leftOut: sql`${leftOut} || ${JSON.stringify([{ orderId, why }])}::jsonb` }),
      updatedAt: ctx.now,
    })
    .where(
      and(
        eq(refundBatches.orgId, ctx.orgId),
        eq(refundBatches.batchId, batch.batchId),
        eq(refundBatches.cursor, batch.cursor),
      ),
    )
    .returning({ batchId: refundBatches.batchId });
  return moved.length === 1;
}

async function finish(tx: Tx, ctx: Ctx, batch: Batch): Promise<void> {
  await tx
    .update(refundBatches)
    .set({ state: 'done', updatedAt: ctx.now })
    .where(and(eq(refundBatches.orgId, ctx.orgId), eq(refundBatches.batchId, batch.batchId)));
  const { ordersTotal, ordersDone, ordersFailed } = batch;
  await audit(tx, ctx, {
    verb: 'refund.batch-done',
    target: batch.batchId,
    before: null,
    after: { ordersTotal, ordersDone, ordersFailed },
  });
}
