import { and, asc, eq } from 'drizzle-orm';
import type { RefundView } from '#shared/api/refunds.ts';
import type { OrderId, OrgId, RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type RefundRecord = typeof refunds.$inferSelect;

export async function loadRefund(
  tx: Tx,
  orgId: OrgId,
  refundId: RefundId,
  options: { forUpdate?: boolean } = {},
): Promise<RefundRecord> {
  const query = tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orgId, orgId), eq(refunds.refundId, refundId)));
  const [row] = await (options.forUpdate === true ? query.for('update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

export async function loadRefundsOf(tx: Tx, orgId: OrgId, orderId: OrderId): Promise<RefundRecord[]> {
  return tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orgId, orgId), eq(refunds.orderId, orderId)))
    .orderBy(asc(refunds.createdAt), asc(refunds.refundId));
}

export function refundView(row: RefundRecord): RefundView {
  return {
    refundId: row.refundId,
    orderId: row.orderId,
    eventId: row.eventId,
    batchId: row.batchId,
    retryOf: row.retryOf,
    state: row.state,
    kind: row.kind,
    amountMinor: row.amountMinor,
    currency: row.currency,
    returnsFee: row.returnsFee,
    ticketIds: [...row.ticketIds],
    reason: row.reason,
    failure: row.failure,
    needsAttention: row.state === 'failed' && row.acknowledgedAt === null,
    acknowledgedAt: row.acknowledgedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
