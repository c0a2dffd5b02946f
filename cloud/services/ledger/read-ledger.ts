import { and, asc, eq } from 'drizzle-orm';
import type { LedgerGroup, TrialBalance } from '#shared/api/ledger.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { ledgerGroups, ledgerPostings } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { verifyLedger } from './verify-ledger.ts';

/** LE-1: what stands on each account of the organization; the sum is zero at any moment. The provider is not asked. */
export async function readTrialBalance(ctx: Ctx): Promise<TrialBalance> {
  requirePermission(ctx, 'ledger:read');
  const { kind, currencies, unbalanced } = await verifyLedger(ctx.db, ctx.orgId, null);
  return {
    whole: kind === 'whole',
    unbalanced: [...unbalanced],
    currencies: currencies.map(({ currency, accounts, groups }) => ({ currency, groups, accounts: [...accounts] })),
  };
}

/** Everything booked for one order, in the order of its causes in time. */
export async function readLedgerOfOrder(ctx: Ctx, orderId: OrderId): Promise<{ readonly items: LedgerGroup[] }> {
  requirePermission(ctx, 'ledger:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadOrder(tx, ctx.orgId, orderId);
      const rows = await tx
        .select({
          cause: ledgerGroups.cause,
          memo: ledgerGroups.memo,
          postedAt: ledgerGroups.postedAt,
          account: ledgerPostings.account,
          minor: ledgerPostings.amountMinor,
          currency: ledgerPostings.currency,
        })
        .from(ledgerGroups)
        .innerJoin(
          ledgerPostings,
          and(eq(ledgerPostings.orgId, ledgerGroups.orgId), eq(ledgerPostings.cause, ledgerGroups.cause)),
        )
        .where(and(eq(ledgerGroups.orgId, ctx.orgId), eq(ledgerGroups.orderId, orderId)))
        .orderBy(asc(ledgerGroups.postedAt), asc(ledgerGroups.cause), asc(ledgerPostings.line));
      const groups = new Map<string, LedgerGroup>();
      for (const { cause, memo, postedAt, currency, account, minor } of rows) {
        const group = groups.get(cause) ?? { cause, memo, postedAt, currency, postings: [] };
        group.postings.push({ account, minor });
        groups.set(cause, group);
      }
      return { items: [...groups.values()] };
    },
    { readOnly: true },
  );
}
