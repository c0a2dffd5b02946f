import type { MirrorScan } from '#shared/admission/mirror.ts';
import type { CheckpointId, OpId, TicketId, ZoneId } from '#shared/kernel/ids.ts';
import { asRow, idOf, idOrNull, instantOf, intOf, oneOf, type Row, textOrNull } from './row.ts';
import type { SqlDatabase } from './sql.ts';

export type ScansTable = {
  readonly ofTicket: (eventNo: number, ticketId: TicketId) => readonly MirrorScan[];
  readonly byId: (scanId: OpId) => { readonly eventNo: number; readonly scan: MirrorScan } | null;
  /** True when it was new or said something else than before. */
  readonly put: (eventNo: number, scan: MirrorScan) => boolean;
  readonly ticketsWithScans: (eventNo: number, after: string, upTo: string) => readonly TicketId[];
  /** The next tickets that have any scan. */
  readonly ticketsAfter: (eventNo: number, after: string, limit: number) => readonly TicketId[];
  readonly insideCheckpoint: (eventNo: number, checkpointId: CheckpointId) => number;
  readonly insideZone: (eventNo: number, zoneId: ZoneId) => number;
};

const columns = `scan_id, ticket_id, checkpoint_id, gate_id, station_id, gate_name, station_name, kind, undoes, at, override,
  operator_name`;

/** Admissions, exits and undos by ticket. Nothing here deletes one. */
export function scansTable(database: SqlDatabase): ScansTable {
  const ofTicket = database.prepare(`select ${columns} from scans where event_no = ? and ticket_id = ?`);
  const byId = database.prepare(`select event_no, ${columns} from scans where scan_id = ?`);
  const upsert = database.prepare(
    `insert into scans (event_no, ${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (event_no, ticket_id, scan_id) do update set checkpoint_id = excluded.checkpoint_id, gate_id = excluded.gate_id,
       station_id = excluded.station_id, gate_name = excluded.gate_name, station_name = excluded.station_name,
       kind = excluded.kind, undoes = excluded.undoes, at = excluded.at, override = excluded.override,
       operator_name = excluded.operator_name
     where (checkpoint_id, gate_id, station_id, gate_name, station_name, kind, undoes, at, override, operator_name) is not
       (excluded.checkpoint_id, excluded.gate_id, excluded.station_id, excluded.gate_name, excluded.station_name,
        excluded.kind, excluded.undoes, excluded.at, excluded.override, excluded.operator_name)`,
  );
  const between = database.prepare(
    'select distinct ticket_id from scans where event_no = ? and ticket_id > ? and ticket_id <= ?',
  );
  const after = database.prepare(
    'select distinct ticket_id from scans where event_no = ? and ticket_id > ? order by ticket_id limit ?',
  );
  const checkpoint = database.prepare('select inside from checkpoint_counts where event_no = ? and checkpoint_id = ?');
  const zone = database.prepare('select inside from zone_counts where event_no = ? and zone_id = ?');
  const insideOf = (row: unknown) => (row === undefined ? 0 : intOf(asRow(row), 'inside'));
  return {
    ofTicket: (eventNo, ticketId) => ofTicket.all(eventNo, ticketId).map(raw => readScan(asRow(raw))),
    byId: scanId => {
      const raw = byId.get(scanId);
      if (raw === undefined) return null;
      return { eventNo: intOf(asRow(raw), 'event_no'), scan: readScan(asRow(raw)) };
    },
    put: (eventNo, scan) => {
      const { scanId, ticketId, checkpointId, gateId, stationId, gateName, stationName } = scan;
      const { kind, undoes, at, override, operatorName } = scan;
      const rest = [kind, undoes, at, override ? 1 : 0, operatorName];
      const place = [checkpointId, gateId, stationId, gateName, stationName];
      return upsert.run(eventNo, scanId, ticketId, ...place, ...rest).changes > 0;
    },
    ticketsWithScans: (eventNo, after, upTo) =>
      between.all(eventNo, after, upTo).map(raw => idOf('TicketId', asRow(raw), 'ticket_id')),
    ticketsAfter: (eventNo, from, limit) =>
      after.all(eventNo, from, limit).map(raw => idOf('TicketId', asRow(raw), 'ticket_id')),
    insideCheckpoint: (eventNo, checkpointId) => insideOf(checkpoint.get(eventNo, checkpointId)),
    insideZone: (eventNo, zoneId) => insideOf(zone.get(eventNo, zoneId)),
  };
}

function readScan(row: Row): MirrorScan {
  return {
    scanId: idOf('OpId', row, 'scan_id'),
    ticketId: idOf('TicketId', row, 'ticket_id'),
    checkpointId: idOf('CheckpointId', row, 'checkpoint_id'),
    gateId: idOrNull('GateId', row, 'gate_id'),
    stationId: idOrNull('StationId', row, 'station_id'),
    gateName: textOrNull(row, 'gate_name'),
    stationName: textOrNull(row, 'station_name'),
    kind: oneOf(['in', 'out', 'undo'], row, 'kind'),
    undoes: idOrNull('OpId', row, 'undoes'),
    at: instantOf(row, 'at'),
    override: intOf(row, 'override') === 1,
    operatorName: textOrNull(row, 'operator_name'),
  };
}
