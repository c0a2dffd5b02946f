import { type SQL, sql } from 'drizzle-orm';
import type { MirrorScan } from '#shared/admission/mirror.ts';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import { scanMirrorSql } from '../../db/feed.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** The scans that make history of these tickets, every checkpoint, in no order. */
export async function loadHistory(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketIds: readonly TicketId[],
): Promise<readonly MirrorScan[]> {
  if (ticketIds.length === 0) return [];
  return loadScans(tx, orgId, eventId, sql`t.ticket_id = any(${sql.param([...ticketIds])}::text[])`);
}

/** All history of an event. */
export function loadEventHistory(tx: Tx, orgId: OrgId, eventId: EventId): Promise<readonly MirrorScan[]> {
  return loadScans(tx, orgId, eventId, sql`true`);
}

async function loadScans(tx: Tx, orgId: OrgId, eventId: EventId, which: SQL): Promise<readonly MirrorScan[]> {
  const { rows } = await tx.execute<{ body: string }>(sql`
    select ${scanMirrorSql} as body from app.scans t
    where t.org_id = ${orgId} and t.event_id = ${eventId} and t.kind <> 'none' and t.ticket_id is not null and ${which}`);
  // Written by the database out of checked columns.
  return rows.map(row => JSON.parse(row.body) as MirrorScan);
}
