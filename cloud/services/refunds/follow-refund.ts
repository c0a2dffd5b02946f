import { and, eq } from 'drizzle-orm';
import { paymentAccounts, payments, refunds } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { isProviderError } from '../payment-provider.ts';
import { applyProviderRefund } from './apply-provider-refund.ts';
import type { RefundDeps } from './submit-refund.ts';

/** OR-6, PY-3: something was told of a refund. The provider is asked how it stands now; `foreign` is one that is none of ours. */
export async function followRefund(
  ctx: Ctx,
  deps: RefundDeps,
  providerRefundId: string,
): Promise<'followed' | 'foreign'> {
  for (const account of await accountsFor(ctx, providerRefundId)) {
    const told = await nullWhenUnknown(() => deps.payments.refundById(account, providerRefundId));
    if (told !== null) return applyProviderRefund(ctx, deps, account, told);
  }
  return 'foreign';
}

async function nullWhenUnknown<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (isProviderError(error) && error.kind === 'refused') return null;
    throw error;
  }
}

/** Its own account when we know the refund, otherwise each of the organization's. */
async function accountsFor(ctx: Ctx, providerRefundId: string): Promise<string[]> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const known = await tx
        .select({ account: payments.providerAccount })
        .from(refunds)
        .innerJoin(payments, and(eq(payments.orgId, refunds.orgId), eq(payments.paymentId, refunds.paymentId)))
        .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.providerRefundId, providerRefundId)));
      if (known.length > 0) return known.map(({ account }) => account);
      const all = await tx
        .select({ account: paymentAccounts.providerAccount })
        .from(paymentAccounts)
        .where(eq(paymentAccounts.orgId, ctx.orgId));
      return all.map(({ account }) => account);
    },
    { readOnly: true },
  );
}
