import { and, eq } from 'drizzle-orm';
import { audit } from '../../db/audit.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';

/** PY-5: asks what an account of the organization may do now, and keeps it. Its capability opens and shuts the sale. */
export async function followAccount(ctx: Ctx, payments: PaymentProvider, account: string): Promise<void> {
  requirePermission(ctx, 'payments:connect');
  const now = await payments.account(account);
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const where = and(eq(paymentAccounts.orgId, ctx.orgId), eq(paymentAccounts.providerAccount, account));
    const [before] = await tx.select().from(paymentAccounts).where(where).for('update');
    if (before === undefined) return;
    const { cardPayments, requirements } = now;
    await tx.update(paymentAccounts).set({ cardPayments, requirements, updatedAt: ctx.now }).where(where);
    if (before.cardPayments !== cardPayments)
      await audit(tx, ctx, {
        verb: 'payments.account-changed',
        target: account,
        before: { cardPayments: before.cardPayments },
        after: { cardPayments, requirements },
      });
  });
}
