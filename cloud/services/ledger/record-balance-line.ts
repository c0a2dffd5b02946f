import { sql } from 'drizzle-orm';
import { providerBalanceLines } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { ProviderBalanceLine } from '../payment-provider.ts';

/** LE-2: keeps a line of the provider's balance with the cause that it was booked under. A line that waited for one gets it. */
export async function recordBalanceLine(
  tx: Tx,
  ctx: Ctx,
  line: ProviderBalanceLine,
  about: { readonly account: string; readonly cause: string; readonly currency: string },
): Promise<void> {
  const explained = line.currency === about.currency;
  await tx
    .insert(providerBalanceLines)
    .values({
      orgId: ctx.orgId,
      balanceTransactionId: line.id,
      providerAccount: about.account,
      type: line.type,
      sourceId: line.sourceId,
      amountMinor: line.amountMinor,
      feeMinor: line.feeMinor,
      netMinor: line.netMinor,
      currency: line.currency,
      createdAt: line.createdAt,
      cause: about.cause,
      explained,
      seenAt: ctx.now,
    })
    .onConflictDoUpdate({
      target: [providerBalanceLines.orgId, providerBalanceLines.balanceTransactionId],
      set: { cause: about.cause, explained, note: null },
      setWhere: sql`not ${providerBalanceLines.explained}`,
    });
}

/** The provider's own part of a line's fee, and the platform's. */
export function feesOf(line: ProviderBalanceLine): { readonly feeMinor: number; readonly platformMinor: number } {
  return { feeMinor: line.feeMinor - line.applicationFeeMinor, platformMinor: line.applicationFeeMinor };
}
