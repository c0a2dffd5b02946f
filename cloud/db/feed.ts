import { type SQL, sql } from 'drizzle-orm';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import type { Tx } from './with-tenant.ts';

/** A change as the feed hands it on: `body` is the JSON text of a MirrorTicket or MirrorScan, null for the event itself. */
export type FeedRow = {
  readonly kind: 0 | 1 | 2;
  readonly xid: number;
  readonly id: string;
  readonly body: string | null;
};

export type FeedQuery = {
  readonly orgId: OrgId;
  readonly eventId: EventId;
  readonly cursor: Pick<FeedCursor, 'xid' | 'kind' | 'id'>;
  readonly limit: number;
};

/**
 * SY-1: what changed after the cursor, up to the horizon below which every transaction has ended. A row that commits later than a
 * younger one is therefore never passed by. Each branch is one range of one index, so the cost follows the changes.
 */
export async function readFeed(tx: Tx, query: FeedQuery): Promise<readonly FeedRow[]> {
  const { rows } = await tx.execute<{ kind: number; xid: string; id: string; body: string | null }>(feedSql(query));
  return rows.map(row => ({ ...row, kind: row.kind as FeedRow['kind'], xid: Number(row.xid) }));
}

export function feedSql(query: FeedQuery): SQL {
  return sql`select f.kind, f.xid, f.id, f.body from (
    (select 0 as kind, t.xid, t.event_id as id, null as body from app.events t
      where ${changed(query, 0, sql`t.event_id`)})
    union all
    (select 1, t.xid, t.ticket_id, t.mirror from app.tickets t
      where ${changed(query, 1, sql`t.ticket_id`)} order by t.xid, t.ticket_id limit ${query.limit})
    union all
    (select 2, t.xid, t.scan_id, ${scanMirrorSql} from app.scans t
      where t.kind <> 'none' and ${changed(query, 2, sql`t.scan_id`)} order by t.xid, t.scan_id limit ${query.limit})
  ) f order by f.xid, f.kind, f.id limit ${query.limit}`;
}

function changed({ orgId, eventId, cursor }: FeedQuery, kind: number, id: SQL): SQL {
  const after =
    kind === cursor.kind
      ? sql`(t.xid, ${id}) > (${cursor.xid}, ${cursor.id})`
      : sql`t.xid >= ${kind < cursor.kind ? cursor.xid + 1 : cursor.xid}`;
  return sql`t.org_id = ${orgId} and t.event_id = ${eventId} and ${after} and t.xid < (select app.feed_horizon())`;
}

/** The JSON text of a MirrorScan from a row `t` of app.scans. */
export const scanMirrorSql = sql`(select row_to_json(m)::text from (select
  t.scan_id as "scanId", t.ticket_id as "ticketId", t.checkpoint_id as "checkpointId", t.gate_id as "gateId",
  t.station_id as "stationId", t.gate_name as "gateName", t.station_name as "stationName", t.kind as "kind",
  t.undoes_scan_id as "undoes", app.instant_text(t.at) as "at", coalesce(t.basis = 'override', false) as "override",
  t.operator_name as "operatorName") m)`;

/**
 * Where the feed goes on after a snapshot that is read from now on: behind the newest change that is below the horizon. Never the
 * horizon itself, whose numbers a crashed server may hand out again.
 */
export async function snapshotCursor(tx: Tx, orgId: OrgId, eventId: EventId): Promise<Omit<FeedCursor, 'epoch'>> {
  const newest = (table: SQL) => sql`(select max(t.xid) from ${table} t
    where t.org_id = ${orgId} and t.event_id = ${eventId} and t.xid < (select app.feed_horizon()))`;
  const { rows } = await tx.execute<{ xid: string | null }>(sql`select greatest(
    ${newest(sql`app.events`)}, ${newest(sql`app.tickets`)},
    (select max(t.xid) from app.scans t where t.org_id = ${orgId} and t.event_id = ${eventId} and t.kind <> 'none'
      and t.xid < (select app.feed_horizon()))) as xid`);
  return { xid: Number(rows[0]?.xid ?? 0), kind: 2, id: lastId };
}

/** Sorts behind every id. */
const lastId = '~';
