import { and, eq, or } from 'drizzle-orm';
import { paymentAccounts, payments } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { isProviderError } from '../payment-provider.ts';

export type PaymentRow = typeof payments.$inferSelect;

/** The payment of ours that a charge of the provider's belongs to. */
export async function findPayment(
  tx: Tx,
  ctx: Ctx,
  account: string,
  of: { readonly intentId: string | null; readonly chargeId: string },
): Promise<PaymentRow | null> {
  const [row] = await tx
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.orgId, ctx.orgId),
        eq(payments.providerAccount, account),
        or(eq(payments.intentId, of.intentId ?? ''), eq(payments.chargeId, of.chargeId)),
      ),
    );
  return row ?? null;
}

/** Asks each of the organization's accounts until one knows; null when none does. */
export async function firstAccountThatKnows<T>(
  ctx: Ctx,
  ask: (account: string) => Promise<T>,
): Promise<{ readonly account: string; readonly told: T } | null> {
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({ account: paymentAccounts.providerAccount })
        .from(paymentAccounts)
        .where(eq(paymentAccounts.orgId, ctx.orgId)),
    { readOnly: true },
  );
  for (const { account } of rows) {
    try {
      return { account, told: await ask(account) };
    } catch (error) {
      if (!isProviderError(error) || error.kind !== 'refused') throw error;
    }
  }
  return null;
}
