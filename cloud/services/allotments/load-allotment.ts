import { and, asc, eq } from 'drizzle-orm';
import type { AllotmentView } from '#shared/api/allotments.ts';
import type { Allotment } from '#shared/inventory/allotment.ts';
import type { AllotmentId, EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { allotments } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadTier } from '../tiers/load-tier.ts';

export type AllotmentRecord = typeof allotments.$inferSelect;

/** The allotment, locked, with the pools of its tier. */
export async function loadAllotment(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  allotmentId: AllotmentId,
): Promise<{ row: AllotmentRecord; allotment: Allotment }> {
  const [row] = await tx
    .select()
    .from(allotments)
    .where(and(eq(allotments.orgId, orgId), eq(allotments.eventId, eventId), eq(allotments.allotmentId, allotmentId)))
    .for('update');
  if (row === undefined) throw refusal('not-found');
  const { poolIds } = await loadTier(tx, orgId, eventId, row.tierId);
  return { row, allotment: { ...row, poolIds } };
}

export async function loadAllotments(tx: Tx, orgId: OrgId, eventId: EventId): Promise<AllotmentView[]> {
  const rows = await tx
    .select()
    .from(allotments)
    .where(and(eq(allotments.orgId, orgId), eq(allotments.eventId, eventId)))
    .orderBy(asc(allotments.createdAt), asc(allotments.allotmentId));
  return rows.map(allotmentView);
}

export function allotmentView(row: AllotmentRecord): AllotmentView {
  const { orgId: _orgId, endedBy: _endedBy, ...view } = row;
  return view;
}
