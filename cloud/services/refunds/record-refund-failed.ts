import { and, eq } from 'drizzle-orm';
import type { RefundId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Log } from '../ports.ts';
import { loadRefund, refundView } from './load-refund.ts';
import { tellOfFailedRefund } from './tell-of-failed-refund.ts';

/** OR-6: it did not reach the buyer. The row waits for somebody to settle it or to try again, and they are told. */
export async function recordRefundFailed(
  tx: Tx,
  ctx: Ctx,
  log: Log,
  refundId: RefundId,
  failure: string,
): Promise<void> {
  const before = await loadRefund(tx, ctx.orgId, refundId, { forUpdate: true });
  if (before.state === 'failed') return;
  await tx
    .update(refunds)
    .set({ state: 'failed', failure, updatedAt: ctx.now })
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.refundId, refundId)));
  await tellOfFailedRefund(tx, ctx, before);
  log({ level: 'error', event: 'refund-failed', orgId: ctx.orgId, refundId, failure });
  await audit(tx, ctx, {
    verb: 'refund.fail',
    target: refundId,
    before: refundView(before),
    after: { state: 'failed', failure },
  });
}
