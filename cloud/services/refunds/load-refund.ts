import { and, asc, eq } from 'drizzle-orm';
import type { RefundView } from '#shared/api/refunds.ts';
import type { OrderId, OrgId, RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { refunds } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** Who asked for a refund that was made at the provider, past us. */
export const madeElsewhere = 'provider';

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
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

export async function lockFailed(tx: Tx, ctx: Ctx, refundId: RefundId): Promise<RefundRecord> {
  const refund = await loadRefund(tx, ctx.orgId, refundId, { forUpdate: true });
  if (refund.state !== 'failed')
    throw refusal('wrong-state', { action: 'retry', state: refund.state, allowed: ['failed'] });
  return refund;
}

export async function loadRefundsOf(tx: Tx, orgId: OrgId, orderId: OrderId): Promise<RefundRecord[]> {
  return tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orgId, orgId), eq(refunds.orderId, orderId)))
    .orderBy(asc(refunds.createdAt), asc(refunds.refundId));
}

/** One made past us that took back no sale: nobody has a claim from it, and once it has failed nothing was given back. */
export function hasNoClaim({ requestedBy, lines }: Pick<RefundRecord, 'requestedBy' | 'lines'>): boolean {
  return requestedBy === madeElsewhere && lines.length === 0;
}

/** Whether a refund takes from what may still be given back. A try again counts with what it tries again. */
export function isGiven(refund: Pick<RefundRecord, 'requestedBy' | 'lines' | 'state' | 'retryOf'>): boolean {
  return refund.retryOf === null && !(refund.state === 'failed' && hasNoClaim(refund));
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
    settledAs: row.settledAs,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
