import { and, eq } from 'drizzle-orm';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { canDispute, type DisputeAction, disputeActions } from '#shared/orders/dispute-standing.ts';
import { disputes } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type DisputeRecord = typeof disputes.$inferSelect;

export async function loadDispute(
  tx: Tx,
  orgId: OrgId,
  disputeId: string,
  options: { forUpdate?: boolean } = {},
): Promise<DisputeRecord> {
  const query = tx
    .select()
    .from(disputes)
    .where(and(eq(disputes.orgId, orgId), eq(disputes.disputeId, disputeId)));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return row;
}

/** The dispute, where the action is allowed. */
export function mustAllow(dispute: DisputeRecord, action: DisputeAction): DisputeRecord {
  if (!canDispute(action, dispute))
    throw refusal('wrong-state', { action, state: dispute.state, allowed: disputeActions[action].states });
  return dispute;
}
