import { and, eq, sql } from 'drizzle-orm';
import type { MirrorScan } from '#shared/admission/mirror.ts';
import { reconcileAdmissions, voidSince } from '#shared/admission/reconcile-admissions.ts';
import type { Conflict } from '#shared/admission/types.ts';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import { checkpoints } from '../../db/tables/events.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadHistory } from '../scans/load-history.ts';

export type FoundConflict = { readonly conflict: Conflict; readonly holder: string | null };

/**
 * CK-30: derived from the scans whenever somebody asks, never kept: only tickets with more than one admission, or with one and void by
 * now, are looked at.
 */
export async function findConflicts(tx: Tx, orgId: OrgId, eventId: EventId): Promise<readonly FoundConflict[]> {
  const suspects = await suspectsOf(tx, orgId, eventId);
  const places = await tx
    .select({
      checkpointId: checkpoints.checkpointId,
      entryMode: checkpoints.entryMode,
      entriesMax: checkpoints.entriesMax,
    })
    .from(checkpoints)
    .where(and(eq(checkpoints.orgId, orgId), eq(checkpoints.eventId, eventId)));
  const history = await loadHistory(
    tx,
    orgId,
    eventId,
    suspects.map(suspect => suspect.ticketId),
  );
  const byTicket = Map.groupBy(history, scan => scan.ticketId);
  return suspects
    .flatMap(({ ticketId, holder, voidAt }) =>
      reconcileAdmissions({ scans: byTicket.get(ticketId) ?? [], checkpoints: places, voidSince: voidAt }).map(
        conflict => ({ conflict, holder }),
      ),
    )
    .sort((a, b) => byTime(a.conflict.scan, b.conflict.scan));
}

async function suspectsOf(tx: Tx, orgId: OrgId, eventId: EventId) {
  const { rows } = await tx.execute<{ ticketId: TicketId }>(sql`
    select s.ticket_id as "ticketId" from app.scans s
    where s.org_id = ${orgId} and s.event_id = ${eventId} and s.kind = 'in' and s.ticket_id is not null
    group by s.ticket_id having count(*) > 1
    union
    select s.ticket_id from app.scans s join app.tickets t
      on t.org_id = s.org_id and t.event_id = s.event_id and t.ticket_id = s.ticket_id
    where s.org_id = ${orgId} and s.event_id = ${eventId} and s.kind = 'in' and t.state not in ('valid', 'blank')`);
  const ids = rows.map(row => row.ticketId);
  if (ids.length === 0) return [];
  const known = await tx
    .select({
      ticketId: tickets.ticketId,
      holder: tickets.holder,
      state: tickets.state,
      stateSince: tickets.stateSince,
    })
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, orgId),
        eq(tickets.eventId, eventId),
        sql`${tickets.ticketId} = any(${sql.param(ids)}::text[])`,
      ),
    );
  const byId = new Map(known.map(ticket => [ticket.ticketId, ticket]));
  return ids.map(ticketId => {
    const ticket = byId.get(ticketId);
    return { ticketId, holder: ticket?.holder ?? null, voidAt: ticket === undefined ? null : voidSince(ticket) };
  });
}

function byTime(a: MirrorScan, b: MirrorScan): number {
  return a.at === b.at ? (a.scanId < b.scanId ? -1 : 1) : a.at < b.at ? -1 : 1;
}
