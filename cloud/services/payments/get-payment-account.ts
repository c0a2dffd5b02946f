import type { PaymentAccountView } from '#shared/api/payments.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';
import { followAccount } from './follow-account.ts';
import { findPaymentAccount, paymentAccountView } from './load-payment-account.ts';

/** PY-5: the account and what it may do. One that may not take money yet is asked about first: its news may have been lost. */
export async function getPaymentAccount(ctx: Ctx, payments: PaymentProvider): Promise<PaymentAccountView> {
  requirePermission(ctx, 'payments:read');
  const read = () => withTenant(ctx.db, ctx.orgId, tx => findPaymentAccount(tx, ctx.orgId), { readOnly: true });
  const known = await read();
  if (known === null) throw refusal('not-found');
  if (known.cardPayments === 'active') return paymentAccountView(known);
  await followAccount(
    { ...ctx, actor: { kind: 'system', job: 'get-payment-account' } },
    payments,
    known.providerAccount,
  );
  const now = await read();
  if (now === null) throw refusal('not-found');
  return paymentAccountView(now);
}
