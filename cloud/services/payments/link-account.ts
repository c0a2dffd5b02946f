import { accountLinkSchema } from '#shared/api/payments.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';
import { findPaymentAccount } from './load-payment-account.ts';

/** PY-5: a page of the provider's where the organization hands in its papers. It works once and for minutes. */
export async function linkAccount(
  ctx: Ctx,
  payments: PaymentProvider,
  raw: unknown,
): Promise<{ readonly url: string }> {
  requirePermission(ctx, 'payments:connect');
  const { backUrl, refreshUrl } = accountLinkSchema.parse(raw);
  const known = await withTenant(ctx.db, ctx.orgId, tx => findPaymentAccount(tx, ctx.orgId), { readOnly: true });
  if (known === null) throw refusal('not-found');
  return { url: await payments.accountLink(known.providerAccount, { refresh: refreshUrl, back: backUrl }) };
}
