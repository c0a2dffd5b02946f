import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import { type Instant, msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { providerBalanceLines } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import { bookPayout } from '../ledger/book-payout.ts';
import type { ProviderBalanceLine } from '../payment-provider.ts';
import { findPaymentByIntent } from '../payments/find-payment.ts';
import type { HandlerDeps } from '../payments/provider-event-handlers.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import { followRefund } from '../refunds/follow-refund.ts';
import { orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';

/**
 * LE-2: every line of the provider's balance has a cause in the ledger. One without is booked by what it speaks of, or shown, for as
 * long as nobody can explain it.
 */
export async function sweepBalance(
  ctx: Ctx,
  deps: HandlerDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  const looked = new Set<string>();
  for await (const line of deps.payments.balanceLines(report.account, since)) {
    report.seen.lines += 1;
    looked.add(line.id);
    await orUnexplained(report, 'lines', line.id, async () => {
      if (await isExplained(ctx, line.id)) return;
      await keepOpen(ctx, report.account, line);
      await explain(ctx, deps, line, report);
    });
  }
  for (const open of await stillOpen(ctx, report.account))
    if (!looked.has(open.id)) await orUnexplained(report, 'lines', open.id, () => lookAgain(ctx, deps, open, report));
}

/** Found once, and too long ago for the sweep to come by again. */
function stillOpen(ctx: Ctx, account: string) {
  const { orgId, balanceTransactionId: id, providerAccount, ...rest } = getTableColumns(providerBalanceLines);
  return withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({ ...rest, id })
        .from(providerBalanceLines)
        .where(and(eq(orgId, ctx.orgId), eq(providerAccount, account), eq(providerBalanceLines.explained, false)))
        .orderBy(asc(providerBalanceLines.createdAt), asc(id))
        .limit(limits.reconcileRowsMax),
    { readOnly: true },
  );
}

/** As long again as it had been there when it was looked at last: what is left open for years costs the provider's time no more. */
async function lookAgain(
  ctx: Ctx,
  deps: HandlerDeps,
  open: Awaited<ReturnType<typeof stillOpen>>[number],
  report: ReconciliationReport,
): Promise<void> {
  if (msBetween(ctx.now, open.seenAt) >= msBetween(open.seenAt, open.createdAt)) {
    await withTenant(ctx.db, ctx.orgId, tx =>
      tx
        .update(providerBalanceLines)
        .set({ seenAt: ctx.now })
        .where(and(eq(providerBalanceLines.orgId, ctx.orgId), eq(providerBalanceLines.balanceTransactionId, open.id))),
    );
    const line = await deps.payments.balanceLine(report.account, open.id);
    await explain(ctx, deps, line, report);
  } else report.unexplained.push({ what: 'lines', id: open.id, why: tellLine(open) });
}

async function explain(
  ctx: Ctx,
  deps: HandlerDeps,
  line: ProviderBalanceLine,
  report: ReconciliationReport,
): Promise<void> {
  await book(ctx, deps, report.account, line);
  if (await isExplained(ctx, line.id)) report.repaired.lines += 1;
  else report.unexplained.push({ what: 'lines', id: line.id, why: tellLine(line) });
}

function tellLine(line: Pick<ProviderBalanceLine, 'type' | 'netMinor' | 'currency' | 'sourceId'>): string {
  return `${line.type} of ${line.netMinor} ${line.currency} from ${line.sourceId ?? 'nowhere'}`;
}

async function isExplained(ctx: Ctx, lineId: string): Promise<boolean> {
  const [row] = await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .select({ explained: providerBalanceLines.explained })
      .from(providerBalanceLines)
      .where(and(eq(providerBalanceLines.orgId, ctx.orgId), eq(providerBalanceLines.balanceTransactionId, lineId))),
  );
  return row?.explained === true;
}

/** By what the line speaks of, which books it with everything else that belongs to it. */
async function book(ctx: Ctx, deps: HandlerDeps, account: string, line: ProviderBalanceLine): Promise<void> {
  const source = line.sourceId ?? '';
  if (line.type === 'charge' || line.type === 'payment') {
    const intentId = await deps.payments.intentOfCharge(account, source);
    const found = intentId === null ? null : await findPaymentByIntent(ctx, deps.payments, account, intentId);
    if (found !== null) await settlePayment(ctx, deps, found);
  } else if (/refund/.test(line.type)) await followRefund(ctx, deps, source);
  else if (line.type === 'adjustment' && /^(?:dp|du)_/.test(source)) await followDispute(ctx, deps, source);
  else if (/^payout/.test(line.type)) await bookPayout(ctx, account, line);
}

/** Kept before it is looked into, so that a person finds it however that ends, and we come back to it. */
async function keepOpen(ctx: Ctx, account: string, line: ProviderBalanceLine): Promise<void> {
  const { type, sourceId, amountMinor, feeMinor, netMinor, currency, createdAt } = line;
  await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .insert(providerBalanceLines)
      .values({
        orgId: ctx.orgId,
        balanceTransactionId: line.id,
        providerAccount: account,
        type,
        sourceId,
        amountMinor,
        feeMinor,
        netMinor,
        currency,
        createdAt,
        explained: false,
        note: tellLine(line),
        seenAt: ctx.now,
      })
      .onConflictDoNothing(),
  );
}
