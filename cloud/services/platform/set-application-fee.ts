import { and, eq } from 'drizzle-orm';
import { applicationFeeSchema, type PaymentAccountView } from '#shared/api/payments.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx, PersonCtx } from '../ctx.ts';
import { findPaymentAccount, paymentAccountView } from '../payments/load-payment-account.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

/** PY-6: what the platform takes of an organization's payments from now on; payments that were begun keep theirs. */
export async function setApplicationFee(ctx: PersonCtx, orgId: OrgId, raw: unknown): Promise<PaymentAccountView> {
  requirePlatformAdmin(ctx);
  const fee = applicationFeeSchema.parse(raw);
  const { person, ...call } = ctx;
  const inside: Ctx = { ...call, orgId, actor: { kind: 'platform-admin', personId: person.personId } };
  return withTenant(ctx.db, orgId, async tx => {
    const before = await findPaymentAccount(tx, orgId);
    if (before === null) throw refusal('not-found');
    await tx
      .update(paymentAccounts)
      .set({ ...fee, updatedAt: ctx.now })
      .where(and(eq(paymentAccounts.orgId, orgId), eq(paymentAccounts.providerAccount, before.providerAccount)));
    const after = paymentAccountView(must(await findPaymentAccount(tx, orgId), 'the account that was there'));
    await audit(tx, inside, {
      verb: 'payments.set-fee',
      target: before.providerAccount,
      before: { feeBasisPoints: before.feeBasisPoints, feeMinor: before.feeMinor },
      after: fee,
    });
    return after;
  });
}
