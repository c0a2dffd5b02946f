import type { Pool } from 'pg';
import type { OpId, TicketId } from '#shared/kernel/ids.ts';

export type CloudScan = {
  readonly scanId: OpId;
  readonly stationId: string | null;
  readonly ticketId: TicketId | null;
  readonly checkpointId: string;
  readonly kind: 'in' | 'out' | 'undo' | 'none';
  readonly undoes: OpId | null;
  readonly at: string;
  readonly verdict: string;
  readonly rule: string | null;
  readonly basis: string | null;
  readonly rosterAsOf: string | null;
  /** The MirrorScan a station should have of it. */
  readonly mirror: Readonly<Record<string, unknown>>;
};
export type CloudTicket = {
  readonly ticketId: TicketId;
  readonly state: string;
  readonly stateSince: string;
  readonly mirror: unknown;
};

/** The tables themselves, past the product's own queries. */
export async function loadCloudRows(
  root: Pool,
  orgId: string,
  eventId: string,
): Promise<{ readonly scans: readonly CloudScan[]; readonly tickets: readonly CloudTicket[] }> {
  const { rows: scans } = await root.query(
    `select scan_id as "scanId", station_id as "stationId", ticket_id as "ticketId", checkpoint_id as "checkpointId", kind, undoes_scan_id as undoes,
       app.instant_text(at) as at, verdict, rule, basis, app.instant_text(roster_as_of) as "rosterAsOf",
       json_build_object('scanId', scan_id, 'ticketId', ticket_id, 'checkpointId', checkpoint_id, 'gateId', gate_id,
         'stationId', station_id, 'gateName', gate_name, 'stationName', station_name, 'kind', kind, 'undoes', undoes_scan_id,
         'at', app.instant_text(at), 'override', coalesce(basis = 'override', false), 'operatorName', operator_name) as mirror
     from app.scans where org_id = $1 and event_id = $2 order by at, scan_id collate "C"`,
    [orgId, eventId],
  );
  const { rows: tickets } = await root.query(
    `select ticket_id as "ticketId", state, app.instant_text(state_since) as "stateSince", mirror::json as mirror
     from app.tickets where org_id = $1 and event_id = $2`,
    [orgId, eventId],
  );
  return { scans, tickets };
}
