import { eq } from 'drizzle-orm';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { isProviderError } from '../payment-provider.ts';

/** Asks each of the accounts, or of all that the organization has, until one knows; null when none does. */
export async function firstAccountThatKnows<T>(
  ctx: Ctx,
  ask: (account: string) => Promise<T>,
  among?: readonly string[],
): Promise<{ readonly account: string; readonly told: T } | null> {
  for (const account of among ?? (await accountsOf(ctx))) {
    try {
      return { account, told: await ask(account) };
    } catch (error) {
      if (!isProviderError(error) || error.kind !== 'refused') throw error;
    }
  }
  return null;
}

function accountsOf(ctx: Ctx): Promise<readonly string[]> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select({ account: paymentAccounts.providerAccount })
        .from(paymentAccounts)
        .where(eq(paymentAccounts.orgId, ctx.orgId));
      return rows.map(({ account }) => account);
    },
    { readOnly: true },
  );
}
