import { and, eq } from 'drizzle-orm';
import type { Allotment } from '#shared/inventory/allotment.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { allotments } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { AllotmentRecord } from './load-allotment.ts';

export async function recordAllotment(
  tx: Tx,
  orgId: OrgId,
  allotment: Allotment,
  ended: Pick<typeof allotments.$inferInsert, 'endedAt' | 'endedBy'> = {},
): Promise<AllotmentRecord> {
  const { allotmentId, granted, sold, returned, state, oversoldByDecision } = allotment;
  const [row] = await tx
    .update(allotments)
    .set({ granted, sold, returned, state, oversoldByDecision, ...ended })
    .where(and(eq(allotments.orgId, orgId), eq(allotments.allotmentId, allotmentId)))
    .returning();
  return must(row, 'the allotment that was just locked');
}
