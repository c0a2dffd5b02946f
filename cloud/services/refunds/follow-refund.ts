import { and, eq } from 'drizzle-orm';
import { payments, refunds } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { firstAccountThatKnows } from '../payments/first-account-that-knows.ts';
import { applyProviderRefund } from './apply-provider-refund.ts';
import type { RefundDeps } from './submit-refund.ts';

/** OR-6, PY-3: something was told of a refund. The provider is asked how it stands now; `foreign` is one that is none of ours. */
export async function followRefund(
  ctx: Ctx,
  deps: RefundDeps,
  providerRefundId: string,
): Promise<'followed' | 'foreign'> {
  const among = await accountsOfRefund(ctx, providerRefundId);
  const found = await firstAccountThatKnows(
    ctx,
    account => deps.payments.refundById(account, providerRefundId),
    among.length > 0 ? among : undefined,
  );
  return found === null ? 'foreign' : applyProviderRefund(ctx, deps, found.account, found.told);
}

/** Its own account when we know the refund. */
function accountsOfRefund(ctx: Ctx, providerRefundId: string): Promise<readonly string[]> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const known = await tx
        .select({ account: payments.providerAccount })
        .from(refunds)
        .innerJoin(payments, and(eq(payments.orgId, refunds.orgId), eq(payments.paymentId, refunds.paymentId)))
        .where(and(eq(refunds.orgId, ctx.orgId), eq(refunds.providerRefundId, providerRefundId)));
      return known.map(({ account }) => account);
    },
    { readOnly: true },
  );
}
