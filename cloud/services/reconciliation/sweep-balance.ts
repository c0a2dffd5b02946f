import { and, eq } from 'drizzle-orm';
import type { Instant } from '#shared/kernel/instant.ts';
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

/** LE-2: every line of the provider's balance has a cause in the ledger. One without is booked by what it speaks of, or shown. */
export async function sweepBalance(
  ctx: Ctx,
  deps: HandlerDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  for await (const line of deps.payments.balanceLines(report.account, since)) {
    report.seen.lines += 1;
    await orUnexplained(report, 'lines', line.id, async () => {
      if (await isExplained(ctx, line.id)) return;
      await book(ctx, deps, report.account, line);
      if (await isExplained(ctx, line.id)) report.repaired.lines += 1;
      else await leaveOpen(ctx, line, report);
    });
  }
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

/** Kept with why, so that a person finds it, and found again when it can be explained later. */
async function leaveOpen(ctx: Ctx, line: ProviderBalanceLine, report: ReconciliationReport): Promise<void> {
  const why = `${line.type} of ${line.netMinor} ${line.currency} from ${line.sourceId ?? 'nowhere'}`;
  report.unexplained.push({ what: 'lines', id: line.id, why });
  const { type, sourceId, amountMinor, feeMinor, netMinor, currency, createdAt } = line;
  await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .insert(providerBalanceLines)
      .values({
        orgId: ctx.orgId,
        balanceTransactionId: line.id,
        providerAccount: report.account,
        type,
        sourceId,
        amountMinor,
        feeMinor,
        netMinor,
        currency,
        createdAt,
        explained: false,
        note: why,
        seenAt: ctx.now,
      })
      .onConflictDoNothing(),
  );
}
