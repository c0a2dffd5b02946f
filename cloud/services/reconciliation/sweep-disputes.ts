import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Instant } from '#shared/kernel/instant.ts';
import { disputes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import type { HandlerDeps } from '../payments/provider-event-handlers.ts';
import { orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';

/** LE-2, OR-7: every dispute of the provider's against ours, and every one of ours that is open against the provider's. */
export async function sweepDisputes(
  ctx: Ctx,
  deps: HandlerDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  const looked = new Set<string>();
  const follow = (disputeId: string) =>
    orUnexplained(report, 'disputes', disputeId, async () => {
      looked.add(disputeId);
      const before = await statusOf(ctx, disputeId);
      if ((await followDispute(ctx, deps, disputeId)) === 'foreign')
        report.unexplained.push({ what: 'disputes', id: disputeId, why: 'is about no payment of ours' });
      else if ((await statusOf(ctx, disputeId)) !== before) report.repaired.disputes += 1;
    });
  for await (const said of deps.payments.disputes(report.account, since)) {
    report.seen.disputes += 1;
    await follow(said.disputeId);
  }
  for (const disputeId of await open(ctx)) if (!looked.has(disputeId)) await follow(disputeId);
}

async function statusOf(ctx: Ctx, disputeId: string): Promise<string> {
  const [row] = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({
        status: disputes.providerStatus,
        state: disputes.state,
        withdrawn: disputes.fundsWithdrawn,
        submitted: disputes.evidenceSubmittedAt,
      })
      .from(disputes)
      .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId))),
  );
  return JSON.stringify(row ?? null);
}

function open(ctx: Ctx): Promise<string[]> {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const rows = await tx
      .select({ disputeId: disputes.disputeId })
      .from(disputes)
      .where(
        and(
          eq(disputes.orgId, ctx.orgId),
          ne(disputes.stage, 'early-warning'),
          inArray(disputes.state, ['needs-response', 'under-review']),
        ),
      );
    return rows.map(({ disputeId }) => disputeId);
  });
}
