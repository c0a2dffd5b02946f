import { and, eq, sql } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import type { RefundId } from '#shared/kernel/ids.ts';
import { addMs, type Instant, msBetween } from '#shared/kernel/instant.ts';
import { payments, refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { isProviderError, type PaymentProvider, type ProviderRefund } from '../payment-provider.ts';
import type { Log } from '../ports.ts';
import { applyProviderRefund } from './apply-provider-refund.ts';
import { loadRefund, type RefundRecord } from './load-refund.ts';
import { recordRefundFailed } from './record-refund-failed.ts';

export type RefundDeps = { readonly payments: PaymentProvider; readonly log: Log };

/** The provider remembers a key for a day at least; after that a key says nothing about what was done under it. */
const keyLivesMs = 23 * 3_600_000;

/**
 * OR-6: brings a requested refund to the provider under our refund's own id. When it was tried before, what came of it is
 * looked up and never guessed; the same key asks for the same refund as long as the provider remembers it.
 */
export async function submitRefund(ctx: Ctx, deps: RefundDeps, refundId: RefundId): Promise<void> {
  const opened = await withTenant(ctx.db, ctx.orgId, tx => open(tx, ctx, refundId));
  if (opened === null) return;
  const known = opened.triedAt === null ? null : await lookUp(deps, opened.account, opened.refund);
  const made = known ?? (await ask(ctx, deps, opened));
  if (made !== null) await applyProviderRefund(ctx, deps, opened.account, made);
}

/** Null when the provider said no, which is then written down. An answer that was lost is a fault: the job comes back for it. */
async function ask(ctx: Ctx, deps: RefundDeps, { refund, account, intentId, triedAt }: Opened) {
  const { refundId, orderId, amountMinor, currency, returnsFee } = refund;
  const keyAgeMs = triedAt === null ? 0 : msBetween(ctx.now, triedAt);
  const key = keyAgeMs < keyLivesMs ? refundId : `${refundId}:${Math.floor(keyAgeMs / keyLivesMs)}`;
  const metadata = { refund: refundId, order: orderId };
  try {
    return await deps.payments.refund({ account, key, intentId, amountMinor, currency, returnsFee, metadata });
  } catch (error) {
    if (!isProviderError(error) || error.kind === 'unknown' || error.kind === 'busy') throw error;
    await withTenant(ctx.db, ctx.orgId, tx => recordRefundFailed(tx, ctx, deps.log, refundId, error.code));
    return null;
  }
}

type Opened = {
  readonly refund: RefundRecord;
  readonly account: string;
  readonly intentId: string;
  /** When it was first tried, if it was. */
  readonly triedAt: Instant | null;
};

/** Writes down that it is about to be tried, before it is. */
async function open(tx: Tx, ctx: Ctx, refundId: RefundId): Promise<Opened | null> {
  const refund = await loadRefund(tx, ctx.orgId, refundId, { forUpdate: true });
  if (refund.state !== 'requested') return null;
  const [payment] = await tx
    .select({ account: payments.providerAccount, intentId: payments.intentId })
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, refund.paymentId)));
  await tx
    .update(refunds)
    .set({ submittedAt: sql`coalesce(${refunds.submittedAt}, ${ctx.now}::timestamptz)` })
    .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.refundId, refundId)));
  const { account, intentId } = must(payment, `the payment of ${refundId}`);
  return {
    refund,
    account,
    intentId: must(intentId, `the intent that ${refundId} pays back`),
    triedAt: refund.submittedAt,
  };
}

async function lookUp(deps: RefundDeps, account: string, refund: RefundRecord): Promise<ProviderRefund | null> {
  for await (const found of deps.payments.refunds(account, addMs(refund.createdAt, -3_600_000)))
    if (found.metadata.refund === refund.refundId) return found;
  return null;
}
