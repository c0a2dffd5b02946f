import { and, asc, eq } from 'drizzle-orm';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { followAccount } from '../payments/follow-account.ts';
import type { HandlerDeps } from '../payments/provider-event-handlers.ts';
import { requirePermission } from '../require-permission.ts';
import { emptyReport, orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';
import { sweepBalance } from './sweep-balance.ts';
import { sweepDisputes } from './sweep-disputes.ts';
import { sweepEvents } from './sweep-events.ts';
import { sweepPayments } from './sweep-payments.ts';
import { sweepRefunds } from './sweep-refunds.ts';

/**
 * LE-2: compares what the provider has with what we have, account by account, since the last time and a while before. What a
 * lost webhook left behind is put right by the same verbs that the webhook would have called; run twice, it does nothing twice.
 */
export async function reconcile(
  ctx: Ctx,
  deps: HandlerDeps,
  options: { readonly since?: Instant } = {},
): Promise<ReconciliationReport[]> {
  requirePermission(ctx, 'webhooks:replay');
  const reports: ReconciliationReport[] = [];
  for (const account of await accountsOf(ctx)) {
    const report = emptyReport(account.providerAccount);
    const since = options.since ?? addMs(account.reconciledThrough ?? account.connectedAt, -limits.reconcileOverlapMs);
    reports.push(report);
    if ((await follow(ctx, deps, report)) === 'lost') continue;
    for (const sweep of [sweepEvents, sweepPayments, sweepRefunds, sweepDisputes, sweepBalance])
      await sweep(ctx, deps, since, report);
    await recordReached(ctx, report.account);
  }
  const { currencies } = await verifyLedger(ctx.db, ctx.orgId, deps.payments);
  for (const { currency, differenceMinor } of currencies)
    if (differenceMinor !== null && differenceMinor !== 0)
      reports.at(-1)?.differences.push({ currency, minor: differenceMinor });
  return reports;
}

/** PY-10: an account that was taken away from us is shown as what nobody can explain any more, and keeps no other from its turn. */
async function follow(ctx: Ctx, { payments }: HandlerDeps, report: ReconciliationReport): Promise<'there' | 'lost'> {
  const { account } = report;
  let standing: 'there' | 'lost' = 'there';
  await orUnexplained(report, 'events', account, async () => {
    standing = await followAccount(ctx, payments, account);
    if (standing === 'lost') throw new Error('the provider no longer shows us this account');
  });
  return standing;
}

async function accountsOf(ctx: Ctx) {
  return withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({
          providerAccount: paymentAccounts.providerAccount,
          connectedAt: paymentAccounts.connectedAt,
          reconciledThrough: paymentAccounts.reconciledThrough,
        })
        .from(paymentAccounts)
        .where(eq(paymentAccounts.orgId, ctx.orgId))
        .orderBy(asc(paymentAccounts.connectedAt), asc(paymentAccounts.providerAccount)),
    { readOnly: true },
  );
}

async function recordReached(ctx: Ctx, account: string): Promise<void> {
  await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .update(paymentAccounts)
      .set({ reconciledThrough: ctx.now })
      .where(and(eq(paymentAccounts.orgId, ctx.orgId), eq(paymentAccounts.providerAccount, account))),
  );
}
