import { and, asc, eq, inArray } from 'drizzle-orm';
import type { PaymentView } from '#shared/api/payments.ts';
import type { OrderId, OrgId, PaymentId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type PaymentRecord = typeof payments.$inferSelect;

export async function loadPayment(
  tx: Tx,
  orgId: OrgId,
  paymentId: PaymentId,
  options: { forUpdate?: boolean } = {},
): Promise<PaymentRecord> {
  const query = tx
    .select()
    .from(payments)
    .where(and(eq(payments.orgId, orgId), eq(payments.paymentId, paymentId)));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

/** Every attempt to pay these orders, the first one first. */
export async function loadPaymentsOf(tx: Tx, orgId: OrgId, orderIds: readonly OrderId[]): Promise<PaymentRecord[]> {
  if (orderIds.length === 0) return [];
  return tx
    .select()
    .from(payments)
    .where(and(eq(payments.orgId, orgId), inArray(payments.orderId, [...orderIds])))
    .orderBy(asc(payments.orderId), asc(payments.attempt));
}

export function paymentView(row: PaymentRecord): PaymentView {
  return {
    paymentId: row.paymentId,
    orderId: row.orderId,
    attempt: row.attempt,
    way: row.way,
    state: row.state,
    amountMinor: row.amountMinor,
    currency: row.currency,
    applicationFeeMinor: row.applicationFeeMinor,
    account: row.providerAccount,
    intentId: row.intentId,
    chargeId: row.chargeId,
    declineCode: row.declineCode,
    declines: row.declines,
    settled: row.settled,
    settledAt: row.settledAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
