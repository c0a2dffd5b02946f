import { and, eq } from 'drizzle-orm';
import { audit } from '../../db/audit.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider, ProviderAccount } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';

/**
 * PY-5, PY-10: asks what an account of the organization may do now, and keeps it. Its capability opens and shuts the sale; one
 * that the provider no longer shows us is closed.
 */
export async function followAccount(ctx: Ctx, payments: PaymentProvider, account: string): Promise<'there' | 'lost'> {
  const now = await payments.account(account);
  if (now === null && (await isOfOtherMode(ctx, payments, account)))
    throw new Error(
      `our key is ${payments.livemode ? 'one of real money' : 'a test key'}, and the account is not: its standing is kept`,
    );
  await recordAccount(ctx, account, now);
  return now === null ? 'lost' : 'there';
}

/** A deployment that was given the wrong key loses sight of every account; none of them is closed for that. */
async function isOfOtherMode(ctx: Ctx, payments: PaymentProvider, account: string): Promise<boolean> {
  const [known] = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({ livemode: paymentAccounts.livemode })
        .from(paymentAccounts)
        .where(and(eq(paymentAccounts.orgId, ctx.orgId), eq(paymentAccounts.providerAccount, account))),
    { readOnly: true },
  );
  return known !== undefined && known.livemode !== payments.livemode;
}

const closed = { cardPayments: 'closed', requirements: [] } as const;

/** `now` null: the organization has taken its account away from us, or it is gone. */
export async function recordAccount(ctx: Ctx, account: string, now: ProviderAccount | null): Promise<void> {
  requirePermission(ctx, 'payments:connect');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const where = and(eq(paymentAccounts.orgId, ctx.orgId), eq(paymentAccounts.providerAccount, account));
    const [before] = await tx.select().from(paymentAccounts).where(where).for('no key update');
    if (before === undefined) return;
    const { cardPayments, requirements, currency, minimumMinor } = now ?? { ...before, ...closed };
    await tx
      .update(paymentAccounts)
      .set({ cardPayments, requirements, currency, minimumMinor, updatedAt: ctx.now })
      .where(where);
    if (before.cardPayments !== cardPayments || before.currency !== currency)
      await audit(tx, ctx, {
        verb: 'payments.account-changed',
        target: account,
        before: { cardPayments: before.cardPayments, currency: before.currency },
        after: { cardPayments, requirements, currency },
      });
  });
}
