import { and, eq } from 'drizzle-orm';
import type { Instant } from '#shared/kernel/instant.ts';
import { refunds } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { HandlerDeps } from '../payments/provider-event-handlers.ts';
import { chaseRefunds } from '../refunds/chase-refunds.ts';
import { followRefund } from '../refunds/follow-refund.ts';
import { orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';

const ours = { pending: 'submitted', succeeded: 'succeeded', failed: 'failed' } as const;

/** LE-2, OR-6: every refund of the provider's against ours; ours that went quiet are brought on their way. */
export async function sweepRefunds(
  ctx: Ctx,
  deps: HandlerDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  for await (const said of deps.payments.refunds(report.account, since)) {
    report.seen.refunds += 1;
    await orUnexplained(report, 'refunds', said.providerRefundId, async () => {
      if ((await stateOf(ctx, said.providerRefundId)) === ours[said.state]) return;
      const followed = await followRefund(ctx, deps, said.providerRefundId);
      if (followed === 'followed') report.repaired.refunds += 1;
      else
        report.unexplained.push({ what: 'refunds', id: said.providerRefundId, why: 'gives back no payment of ours' });
    });
  }
  await orUnexplained(report, 'refunds', 'quiet', async () => {
    report.repaired.refunds += (await chaseRefunds(ctx, deps)).chased;
  });
}

async function stateOf(ctx: Ctx, providerRefundId: string): Promise<string | undefined> {
  const [row] = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({ state: refunds.state })
      .from(refunds)
      .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.providerRefundId, providerRefundId))),
  );
  return row?.state;
}
