import { and, asc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { isId, type PaymentId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { payments as paymentRows } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { ProviderPayment } from '../payment-provider.ts';
import { findPaymentByIntent } from '../payments/find-payment.ts';
import { type SettleDeps, settlePayment } from '../payments/settle-payment.ts';
import { orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';

/** LE-2: every payment of the provider's against ours, and every one of ours that waits against the provider's. */
export async function sweepPayments(
  ctx: Ctx,
  deps: SettleDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  for await (const said of deps.payments.payments(report.account, since)) {
    report.seen.payments += 1;
    await orUnexplained(report, 'payments', said.intentId, () => compare(ctx, deps, said, report));
  }
  for (const paymentId of await waiting(ctx, report.account))
    await orUnexplained(report, 'payments', paymentId, () => settle(ctx, deps, { paymentId }, report));
}

async function compare(ctx: Ctx, deps: SettleDeps, said: ProviderPayment, report: ReconciliationReport): Promise<void> {
  const known = await standingOf(ctx, said);
  if (known !== null && known.state === said.state && (said.state !== 'succeeded' || known.settled !== null)) return;
  // Only what we wrote on it makes an intent ours; money of others is shown, an attempt of others is theirs.
  const found =
    known === null && !isId('PaymentId', said.metadata.payment)
      ? null
      : await findPaymentByIntent(ctx, deps.payments, report.account, said.intentId);
  if (found !== null) return settle(ctx, deps, found, report);
  if (said.state === 'succeeded')
    report.unexplained.push({ what: 'payments', id: said.intentId, why: 'paid, and no payment of ours' });
}

async function settle(
  ctx: Ctx,
  deps: SettleDeps,
  which: { readonly paymentId: PaymentId; readonly intentId?: string },
  report: ReconciliationReport,
): Promise<void> {
  const before = await stateOf(ctx, which.paymentId);
  const after = await settlePayment(ctx, deps, which);
  if (before !== `${after.state} ${after.settled}`) report.repaired.payments += 1;
}

async function standingOf(ctx: Ctx, said: ProviderPayment) {
  const [row] = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({ state: paymentRows.state, settled: paymentRows.settled })
      .from(paymentRows)
      .where(and(eq(paymentRows.orgId, ctx.orgId), eq(paymentRows.intentId, said.intentId))),
  );
  return row ?? null;
}

async function stateOf(ctx: Ctx, paymentId: PaymentId): Promise<string> {
  const [row] = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({ state: paymentRows.state, settled: paymentRows.settled })
      .from(paymentRows)
      .where(and(eq(paymentRows.orgId, ctx.orgId), eq(paymentRows.paymentId, paymentId))),
  );
  return `${row?.state} ${row?.settled ?? null}`;
}

/** Ours that are not over and have been quiet for a while, or that are paid and were not settled. */
function waiting(ctx: Ctx, account: string): Promise<PaymentId[]> {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const rows = await tx
      .select({ paymentId: paymentRows.paymentId })
      .from(paymentRows)
      .where(
        and(
          eq(paymentRows.orgId, ctx.orgId),
          eq(paymentRows.providerAccount, account),
          or(
            inArray(paymentRows.state, ['intended', 'open', 'processing']),
            and(eq(paymentRows.state, 'succeeded'), isNull(paymentRows.settled)),
          ),
          lte(paymentRows.updatedAt, addMs(ctx.now, -limits.reconcileQuietMs)),
          gte(paymentRows.createdAt, addMs(ctx.now, -limits.reconcileWaitingMs)),
        ),
      )
      .orderBy(asc(paymentRows.updatedAt), asc(paymentRows.paymentId))
      .limit(limits.reconcileRowsMax);
    return rows.map(({ paymentId }) => paymentId);
  });
}
