import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { refundBatches, refunds } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { followRefund } from './follow-refund.ts';
import { enqueueBatch } from './start-refund-batch.ts';
import { type RefundDeps, submitRefund } from './submit-refund.ts';

const quietForMs = 15 * 60_000;
const atOnce = 100;

/** OR-6: nothing sticks. Refunds that nobody has told us of for a while are brought on their way again, or asked about. */
export async function chaseRefunds(ctx: Ctx, deps: RefundDeps): Promise<{ readonly chased: number }> {
  const quiet = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({ refundId: refunds.refundId, providerRefundId: refunds.providerRefundId })
      .from(refunds)
      .where(
        and(
          eq(refunds.orgId, ctx.orgId),
          inArray(refunds.state, ['requested', 'submitted']),
          lte(refunds.updatedAt, addMs(ctx.now, -quietForMs)),
        ),
      )
      .orderBy(asc(refunds.updatedAt), asc(refunds.refundId))
      .limit(atOnce),
  );
  await wakeBatches(ctx);
  const failures: unknown[] = [];
  for (const { refundId, providerRefundId } of quiet) {
    const chase =
      providerRefundId === null ? submitRefund(ctx, deps, refundId) : followRefund(ctx, deps, providerRefundId);
    await chase.catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} refunds could not be chased`);
  return { chased: quiet.length };
}

/** A worker that was killed takes its batch along; another one takes it up. */
async function wakeBatches(ctx: Ctx): Promise<void> {
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const asleep = await tx
      .select({ batchId: refundBatches.batchId })
      .from(refundBatches)
      .where(
        and(
          eq(refundBatches.orgId, ctx.orgId),
          eq(refundBatches.state, 'running'),
          lte(refundBatches.updatedAt, addMs(ctx.now, -quietForMs)),
        ),
      );
    for (const { batchId } of asleep) await enqueueBatch(tx, ctx.orgId, batchId);
  });
}
