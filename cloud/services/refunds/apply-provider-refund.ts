import { and, eq } from 'drizzle-orm';
import { isId, type RefundId } from '#shared/kernel/ids.ts';
import { postingsOf } from '#shared/ledger/postings.ts';
import { audit } from '../../db/audit.ts';
import { payments, refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { correctClaim } from '../disputes/correct-claim.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { feesOf, recordBalanceLine } from '../ledger/record-balance-line.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { ProviderBalanceLine, ProviderRefund } from '../payment-provider.ts';
import { adoptRefund } from './adopt-refund.ts';
import { loadRefund, type RefundRecord, refundView } from './load-refund.ts';
import { recordRefundFailed } from './record-refund-failed.ts';
import type { RefundDeps } from './submit-refund.ts';

type Lines = { readonly made: ProviderBalanceLine | null; readonly failed: ProviderBalanceLine | null };

/**
 * OR-6, LE-5: brings our refund to where the provider says it stands, forward only, and books what its balance lines say. One
 * that was made at the provider without us is adopted. Heard twice, late or out of order, it changes nothing.
 */
export async function applyProviderRefund(
  ctx: Ctx,
  deps: RefundDeps,
  account: string,
  told: ProviderRefund,
): Promise<'followed' | 'foreign'> {
  const lines = await deps.payments.lineOfRefund(account, told.providerRefundId);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const refundId = (await findOurs(tx, ctx, account, told)) ?? (await adoptRefund(tx, ctx, deps.log, account, told));
    if (refundId === null) return 'foreign';
    // Whoever books a dispute of the order counts its claims under the same lock.
    const { orderId } = await loadRefund(tx, ctx.orgId, refundId);
    await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const before = await loadRefund(tx, ctx.orgId, refundId, { forUpdate: true });
    await book(tx, ctx, account, before, lines);
    await advance(tx, ctx, deps, before, told);
    return 'followed';
  });
}

/** By the id that we gave it, when it is a refund of that very payment; otherwise by the provider's. */
async function findOurs(tx: Tx, ctx: Ctx, account: string, told: ProviderRefund): Promise<RefundId | null> {
  const claimed = told.metadata.refund;
  const [row] = await tx
    .select({ refundId: refunds.refundId })
    .from(refunds)
    .innerJoin(payments, and(eq(payments.orgId, refunds.orgId), eq(payments.paymentId, refunds.paymentId)))
    .where(
      and(
        eq(refunds.orgId, ctx.orgId),
        eq(payments.providerAccount, account),
        eq(payments.intentId, told.intentId ?? ''),
        isId('RefundId', claimed) ? eq(refunds.refundId, claimed) : eq(refunds.providerRefundId, told.providerRefundId),
      ),
    );
  return row?.refundId ?? null;
}

async function book(tx: Tx, ctx: Ctx, account: string, refund: RefundRecord, lines: Lines): Promise<void> {
  const { refundId, paymentId, orderId, eventId, currency } = refund;
  const about = { currency, orderId, eventId };
  for (const kind of ['made', 'failed'] as const) {
    const line = lines[kind];
    if (line === null) continue;
    const movement =
      kind === 'made'
        ? ({ kind: 'refund-paid', refundId, minor: -line.amountMinor, ...feesOf(line) } as const)
        : ({ kind: 'refund-failed', refundId, minor: line.amountMinor, ...feesOf(line) } as const);
    if ((await postMovement(tx, ctx, movement, about)) === 'posted') await correctClaim(tx, ctx, paymentId, line.id);
    const { cause } = postingsOf(movement, currency);
    await recordBalanceLine(tx, ctx, line, { account, cause, currency });
  }
}

async function advance(tx: Tx, ctx: Ctx, deps: RefundDeps, before: RefundRecord, told: ProviderRefund): Promise<void> {
  if (before.state === 'failed') return;
  const these = and(eq(refunds.orgId, ctx.orgId), eq(refunds.refundId, before.refundId));
  if (before.providerRefundId === null)
    await tx.update(refunds).set({ providerRefundId: told.providerRefundId, updatedAt: ctx.now }).where(these);
  if (told.state === 'failed') {
    await recordRefundFailed(tx, ctx, deps.log, before.refundId, told.failure ?? 'unknown');
    return;
  }
  const next = told.state === 'succeeded' ? 'succeeded' : 'submitted';
  if (before.state === next || before.state === 'succeeded') return;
  await tx.update(refunds).set({ state: next, updatedAt: ctx.now }).where(these);
  if (next === 'succeeded') await tellBuyer(tx, ctx, before);
  await audit(tx, ctx, {
    verb: 'refund.follow',
    target: before.refundId,
    before: refundView(before),
    after: { state: next, providerRefundId: told.providerRefundId },
  });
}

async function tellBuyer(tx: Tx, ctx: Ctx, { refundId, orderId, eventId, kind }: RefundRecord): Promise<void> {
  const order = await loadOrder(tx, ctx.orgId, orderId);
  const to = { to: order.buyerEmail, language: order.language };
  // Whoever paid too late is told so, and that the money is back, in one letter by whoever settled the payment.
  if (kind !== 'late')
    await enqueueMail(tx, ctx, { kind: 'refund-made', ...to, about: { eventId, orderId, refundId } });
}
