import { type SQL, sql } from 'drizzle-orm';
import type { ImportedMatch } from '#shared/admission/identify-code.ts';
import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { EventId, OrderId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** A ticket as the door knows it. `lock` makes others who decide on it wait until this transaction is over. */
export async function loadMirrorTicket(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketId: TicketId,
  options: { readonly lock: boolean },
): Promise<MirrorTicket | null> {
  const [found] = await mirrors(
    tx,
    sql`t.org_id = ${orgId} and t.event_id = ${eventId} and t.ticket_id = ${ticketId}${options.lock ? sql` for update` : sql``}`,
  );
  return found?.ticket ?? null;
}

export async function loadMirrorsOfOrder(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  orderId: OrderId,
): Promise<readonly MirrorTicket[]> {
  const found = await mirrors(tx, sql`t.org_id = ${orgId} and t.event_id = ${eventId} and t.order_id = ${orderId}`);
  return found.map(({ ticket }) => ticket);
}

/** TC-5: by exact text, in any event of the organization. */
export function loadImported(tx: Tx, orgId: OrgId, texts: readonly string[]): Promise<readonly ImportedMatch[]> {
  return mirrors(tx, sql`t.org_id = ${orgId} and t.imported_code = any(${sql.param([...texts])}::text[])`);
}

async function mirrors(tx: Tx, where: SQL): Promise<readonly ImportedMatch[]> {
  const { rows } = await tx.execute<{ eventId: EventId; title: string; mirror: string }>(sql`
    select t.event_id as "eventId", t.mirror,
      (select e.title from app.events e where e.org_id = t.org_id and e.event_id = t.event_id) as title
    from app.tickets t where ${where}`);
  // Written by app.write_ticket_mirror out of checked columns.
  return rows.map(row => ({
    eventId: row.eventId,
    eventTitle: row.title,
    ticket: JSON.parse(row.mirror) as MirrorTicket,
  }));
}
