import { eq, sql } from 'drizzle-orm';
import { connectAccountSchema, type PaymentAccountView } from '#shared/api/payments.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';
import { findPaymentAccount, paymentAccountView } from './load-payment-account.ts';
import { refusalOf } from './refusal-of.ts';

/** PY-5: opens the organization's own account at the provider, once; the account it has is answered as it is. */
export async function connectAccount(ctx: Ctx, payments: PaymentProvider, raw: unknown): Promise<PaymentAccountView> {
  requirePermission(ctx, 'payments:connect');
  const { email } = connectAccountSchema.parse(raw);
  const { organization, known, earlier } = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => ({
      organization: await loadOrganization(tx, ctx.orgId),
      known: await findPaymentAccount(tx, ctx.orgId),
      earlier: await tx.$count(paymentAccounts, eq(paymentAccounts.orgId, ctx.orgId)),
    }),
    { readOnly: true },
  );
  if (known !== null) return paymentAccountView(known);
  const { name, currency } = organization;
  // The provider knows this call by what is asked and how many accounts there were: made twice, it opens one account.
  const opened = await open(payments, { orgId: ctx.orgId, name, currency, email, earlier });
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const meanwhile = await findPaymentAccount(tx, ctx.orgId);
    if (meanwhile !== null) return paymentAccountView(meanwhile);
    const { rows } = await tx.execute<{ ours: boolean }>(
      sql`select app.put_payment_account(${opened.account}, ${opened.livemode}) as ours`,
    );
    if (rows[0]?.ours !== true) throw refusal('conflict', { field: 'account' });
    const { account, ...standing } = opened;
    await tx
      .insert(paymentAccounts)
      .values({
        orgId: ctx.orgId,
        providerAccount: account,
        ...standing,
        connectedAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing();
    await audit(tx, ctx, {
      verb: 'payments.connect',
      target: account,
      before: null,
      after: { livemode: opened.livemode, cardPayments: opened.cardPayments, currency: opened.currency },
    });
    const connected = await findPaymentAccount(tx, ctx.orgId);
    // It was opened and closed again while we asked.
    if (connected === null) throw refusal('conflict', { field: 'account' });
    return paymentAccountView(connected);
  });
}

async function open(payments: PaymentProvider, org: Parameters<PaymentProvider['openAccount']>[0]) {
  try {
    return await payments.openAccount(org);
  } catch (error) {
    throw refusalOf(error);
  }
}
