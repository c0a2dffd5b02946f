import { and, eq, like, sum } from 'drizzle-orm';
import type { Movement } from '#shared/ledger/movement.ts';
import { postingsOf } from '#shared/ledger/postings.ts';
import { disputeSettles } from '#shared/orders/dispute-standing.ts';
import { ledgerPostings } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { claimOnPayment, metByLoss } from '../ledger/claim-on-payment.ts';
import { postMovement } from '../ledger/post-movement.ts';
import { feesOf, recordBalanceLine } from '../ledger/record-balance-line.ts';
import type { ProviderBalanceLine } from '../payment-provider.ts';
import type { PaymentRow } from '../payments/find-payment-of-charge.ts';
import type { DisputeRecord } from './load-dispute.ts';

/**
 * LE-4: what a dispute moved, by its own lines on the provider's balance and by nothing else. Once nobody decides any more, what
 * is still missing is a loss, less what was owed to the buyer anyway; a later line, as of an appeal, corrects both.
 */
export async function bookDispute(
  tx: Tx,
  ctx: Ctx,
  dispute: DisputeRecord,
  payment: PaymentRow,
  lines: readonly ProviderBalanceLine[],
): Promise<void> {
  const { disputeId, currency, orderId, eventId } = dispute;
  const about = { currency, orderId, eventId };
  for (const line of lines) {
    const fees = feesOf(line);
    const movement: Movement = { kind: 'dispute-line', disputeId, lineId: line.id, minor: line.amountMinor, ...fees };
    await postMovement(tx, ctx, movement, about);
    const { cause } = postingsOf(movement, currency);
    await recordBalanceLine(tx, ctx, line, { account: payment.providerAccount, cause, currency });
  }
  if (!disputeSettles(dispute.state, lines)) return;
  const minor = await missing(tx, ctx, dispute);
  if (minor === 0) return;
  const { lostMinor, claimMinor: owedMinor, metMinor } = await claimOnPayment(tx, ctx, payment);
  const claimMinor = metByLoss({ lostMinor: lostMinor + minor, claimMinor: owedMinor }) - metMinor;
  await postMovement(tx, ctx, { kind: 'dispute-closed', disputeId, lines: lines.length, minor, claimMinor }, about);
}

async function missing(tx: Tx, ctx: Ctx, { disputeId, currency }: DisputeRecord): Promise<number> {
  const [row] = await tx
    .select({ minor: sum(ledgerPostings.amountMinor) })
    .from(ledgerPostings)
    .where(
      and(
        eq(ledgerPostings.orgId, ctx.orgId),
        eq(ledgerPostings.account, 'disputes'),
        eq(ledgerPostings.currency, currency),
        like(ledgerPostings.cause, `dispute:${disputeId.replaceAll(/[%_\\]/g, '\\$&')}:%`),
      ),
    );
  return Number(row?.minor ?? 0);
}
