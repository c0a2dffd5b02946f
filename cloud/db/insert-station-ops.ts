import { sql } from 'drizzle-orm';
import type { OrgId, StationId } from '#shared/kernel/ids.ts';
import type { stationOps } from './tables/stations.ts';
import type { Tx } from './with-tenant.ts';

export type StationOpRow = Omit<typeof stationOps.$inferSelect, 'orgId' | 'stationId'>;

/** Many operations of one journal in one statement. */
export async function insertStationOps(
  tx: Tx,
  owner: { readonly orgId: OrgId; readonly stationId: StationId },
  rows: readonly StationOpRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into app.station_ops (org_id, station_id, journal_id, seq, op_id, at, clock_offset_ms, hash, body, outcome, why,
      after_revocation, received_at)
    select ${owner.orgId}, ${owner.stationId}, r."journalId", r.seq, r."opId", r.at, r."clockOffsetMs", r.hash,
      coalesce(r.body, 'null'), r.outcome, r.why, r."afterRevocation", r."receivedAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(
      "journalId" text, seq bigint, "opId" text, at timestamptz, "clockOffsetMs" bigint, hash text, body jsonb, outcome text,
      why jsonb, "afterRevocation" boolean, "receivedAt" timestamptz)`);
}
