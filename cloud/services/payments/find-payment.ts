import { and, eq, type SQL } from 'drizzle-orm';
import { isId, type PaymentId } from '#shared/kernel/ids.ts';
import { payments } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { PaymentProvider } from '../payment-provider.ts';

/** What of ours an object at the provider is: found by the provider's own ids, or by what we wrote on the intent. */
export type FoundPayment = { readonly paymentId: PaymentId; readonly intentId?: string };

/** Null for an intent that is not of this shop, such as one of a till or of another program of the organization. */
export async function findPaymentByIntent(
  ctx: Ctx,
  provider: PaymentProvider,
  account: string,
  intentId: string,
): Promise<FoundPayment | null> {
  const known = await paymentIdWhere(ctx, eq(payments.intentId, intentId));
  if (known !== null) return { paymentId: known };
  const said = (await provider.payment(account, intentId)).metadata.payment;
  if (!isId('PaymentId', said)) return null;
  const claimed = await paymentIdWhere(
    ctx,
    and(eq(payments.paymentId, said), eq(payments.providerAccount, account)) ?? eq(payments.paymentId, said),
  );
  return claimed === null ? null : { paymentId: claimed, intentId };
}

export async function findPaymentBySession(ctx: Ctx, sessionId: string): Promise<FoundPayment | null> {
  const known = await paymentIdWhere(ctx, eq(payments.sessionId, sessionId));
  return known === null ? null : { paymentId: known };
}

function paymentIdWhere(ctx: Ctx, condition: SQL): Promise<PaymentId | null> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const [row] = await tx
        .select({ paymentId: payments.paymentId })
        .from(payments)
        .where(and(eq(payments.orgId, ctx.orgId), condition));
      return row?.paymentId ?? null;
    },
    { readOnly: true },
  );
}
