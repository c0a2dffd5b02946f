import { and, eq, or } from 'drizzle-orm';
import { payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

export type PaymentRow = typeof payments.$inferSelect;

/** The payment of ours that an intent or a charge of the provider's belongs to. */
export async function findPaymentOfCharge(
  tx: Tx,
  ctx: Ctx,
  account: string,
  of: { readonly intentId: string | null; readonly chargeId: string | null },
): Promise<PaymentRow | null> {
  const [row] = await tx
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.orgId, ctx.orgId),
        eq(payments.providerAccount, account),
        or(eq(payments.intentId, of.intentId ?? ''), eq(payments.chargeId, of.chargeId ?? '')),
      ),
    );
  return row ?? null;
}
