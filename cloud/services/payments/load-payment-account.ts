import { and, desc, eq, ne } from 'drizzle-orm';
import type { PaymentAccountView } from '#shared/api/payments.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { paymentAccounts } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

export type PaymentAccountRecord = typeof paymentAccounts.$inferSelect;

/** The organization's account at the provider, the latest that is not closed. */
export async function findPaymentAccount(tx: Tx, orgId: OrgId): Promise<PaymentAccountRecord | null> {
  const [row] = await tx
    .select()
    .from(paymentAccounts)
    .where(and(eq(paymentAccounts.orgId, orgId), ne(paymentAccounts.cardPayments, 'closed')))
    .orderBy(desc(paymentAccounts.connectedAt), desc(paymentAccounts.providerAccount))
    .limit(1);
  return row ?? null;
}

/** PY-5: the account that money may be taken into now, or `payments-inactive`. */
export async function mustTakePayments(tx: Tx, orgId: OrgId): Promise<PaymentAccountRecord> {
  const account = await findPaymentAccount(tx, orgId);
  if (account?.cardPayments !== 'active')
    throw refusal('payments-inactive', { cardPayments: account?.cardPayments ?? 'none' });
  return account;
}

/**
 * PY-12: the money of this tier, cart or order is what the account settles in, as far as it says. A buyer can do nothing about it,
 * and is told what it comes to for them.
 */
export function requireSettled(
  { actor }: Pick<Ctx, 'actor'>,
  account: Pick<PaymentAccountRecord, 'currency'> | null,
  currency: string,
): void {
  const settles = account?.currency ?? null;
  if (settles === null || settles === currency) return;
  const facts = { currency, accountCurrency: settles };
  if (actor.kind === 'buyer') throw refusal('payments-inactive', facts);
  throw refusal('currency-not-settled', { field: 'currency', ...facts });
}

/** PY-11: less than this is charged to nobody. */
export function requireMinimum(
  account: Pick<PaymentAccountRecord, 'currency' | 'minimumMinor'>,
  { totalMinor, currency }: { readonly totalMinor: number; readonly currency: string },
): void {
  const { minimumMinor } = account;
  if (account.currency === currency && totalMinor < minimumMinor)
    throw refusal('below-minimum', { minimumMinor, currency });
}

export function paymentAccountView(row: PaymentAccountRecord): PaymentAccountView {
  return {
    account: row.providerAccount,
    livemode: row.livemode,
    cardPayments: row.cardPayments,
    currency: row.currency,
    minimumMinor: row.minimumMinor,
    requirements: [...row.requirements],
    feeBasisPoints: row.feeBasisPoints,
    feeMinor: row.feeMinor,
    connectedAt: row.connectedAt,
    updatedAt: row.updatedAt,
  };
}
