import { sql } from 'drizzle-orm';
import type { OpId, OrgId } from '#shared/kernel/ids.ts';
import type { scans } from './tables/stations.ts';
import type { Tx } from './with-tenant.ts';

/**
 * Many scans in one statement. Answers the ids that were new; one that is there already stays as it is (SY-3).
 * The rows travel as one JSON text, which the database turns into columns.
 */
export async function insertScans(
  tx: Tx,
  orgId: OrgId,
  rows: readonly Omit<typeof scans.$inferSelect, 'orgId' | 'xid'>[],
): Promise<ReadonlySet<OpId>> {
  if (rows.length === 0) return new Set();
  const { rows: inserted } = await tx.execute<{ scan_id: OpId }>(sql`
    insert into app.scans (org_id, event_id, scan_id, ticket_id, checkpoint_id, gate_id, station_id, operator_id, gate_name,
      station_name, operator_name, kind, undoes_scan_id, at, told_at, verdict, rule, reason, basis, via, direction, mode,
      override_by, override_reason, unread_text, online, roster_complete, roster_as_of, after_revocation, received_at)
    select ${orgId}, r."eventId", r."scanId", r."ticketId", r."checkpointId", r."gateId", r."stationId", r."operatorId",
      r."gateName", r."stationName", r."operatorName", r.kind, r."undoesScanId", r.at, r."toldAt", r.verdict, r.rule, r.reason,
      r.basis, r.via, r.direction, r.mode, r."overrideBy", r."overrideReason", r."unreadText", r.online, r."rosterComplete",
      r."rosterAsOf", r."afterRevocation", r."receivedAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(
      "eventId" text, "scanId" text, "ticketId" text, "checkpointId" text, "gateId" text, "stationId" text, "operatorId" text,
      "gateName" text, "stationName" text, "operatorName" text, kind text, "undoesScanId" text, at timestamptz,
      "toldAt" timestamptz, verdict text, rule text, reason text, basis text, via text, direction text, mode text,
      "overrideBy" text, "overrideReason" text, "unreadText" text, online boolean, "rosterComplete" boolean,
      "rosterAsOf" timestamptz, "afterRevocation" boolean, "receivedAt" timestamptz)
    on conflict (org_id, event_id, scan_id) do nothing
    returning scan_id`);
  return new Set(inserted.map(row => row.scan_id));
}
