import { and, eq } from 'drizzle-orm';
import type { JournalId, OrgId, StationId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { stationOps } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type ParkedKey = { readonly stationId: StationId; readonly journalId: JournalId; readonly seq: number };

/** The row of an operation, locked, when it is parked. */
export async function loadParked(tx: Tx, orgId: OrgId, key: ParkedKey): Promise<typeof stationOps.$inferSelect> {
  const [row] = await tx.select().from(stationOps).where(whichOp(orgId, key)).for('update');
  if (row === undefined) throw refusal('not-found');
  if (row.outcome !== 'parked') throw refusal('wrong-state', { state: row.outcome });
  return row;
}

export function whichOp(orgId: OrgId, key: ParkedKey) {
  return and(
    eq(stationOps.orgId, orgId),
    eq(stationOps.stationId, key.stationId),
    eq(stationOps.journalId, key.journalId),
    eq(stationOps.seq, key.seq),
  );
}
