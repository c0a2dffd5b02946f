import { sql } from 'drizzle-orm';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { scanMirrorSql } from './feed.ts';
import type { Tx } from './with-tenant.ts';

/** Rows of one snapshot line as JSON text, comma between them, and the id of the last. */
export type SnapshotPage = { readonly rows: string; readonly after: string };

export type SnapshotQuery = {
  readonly orgId: OrgId;
  readonly eventId: EventId;
  readonly after: string;
  readonly pages: number;
};

/** Pages of tickets in id order. The text is ready on the row (app.write_ticket_mirror), so this only reads and joins. */
export async function readTicketPages(tx: Tx, query: SnapshotQuery): Promise<readonly SnapshotPage[]> {
  const { rows } = await tx.execute<SnapshotPage>(sql`
    select string_agg(n.mirror, ',' order by n.ticket_id) as rows, max(n.ticket_id) as after from (
      select t.ticket_id, t.mirror, (row_number() over (order by t.ticket_id) - 1) / ${limits.snapshotPageRows}::int as page
      from app.tickets t
      where t.org_id = ${query.orgId} and t.event_id = ${query.eventId} and t.ticket_id > ${query.after}
      order by t.ticket_id limit ${query.pages * limits.snapshotPageRows}) n
    group by n.page order by n.page`);
  return rows;
}

/** Pages of the scans that make history, in id order. */
export async function readScanPages(tx: Tx, query: SnapshotQuery): Promise<readonly SnapshotPage[]> {
  const { rows } = await tx.execute<SnapshotPage>(sql`
    select string_agg(n.mirror, ',' order by n.scan_id) as rows, max(n.scan_id) as after from (
      select t.scan_id, ${scanMirrorSql} as mirror,
        (row_number() over (order by t.scan_id) - 1) / ${limits.snapshotPageRows}::int as page
      from app.scans t
      where t.org_id = ${query.orgId} and t.event_id = ${query.eventId} and t.kind <> 'none' and t.scan_id > ${query.after}
      order by t.scan_id limit ${query.pages * limits.snapshotPageRows}) n
    group by n.page order by n.page`);
  return rows;
}

export async function countSnapshot(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
): Promise<{ readonly ticketCount: number; readonly scanCount: number }> {
  const { rows } = await tx.execute<{ tickets: string; scans: string }>(sql`select
    (select count(*) from app.tickets where org_id = ${orgId} and event_id = ${eventId}) as tickets,
    (select count(*) from app.scans where org_id = ${orgId} and event_id = ${eventId} and kind <> 'none') as scans`);
  return { ticketCount: Number(rows[0]?.tickets ?? 0), scanCount: Number(rows[0]?.scans ?? 0) };
}
