import { sql } from 'drizzle-orm';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { GuardianBond } from '#shared/orders/check-guardians.ts';
import type { Tx } from '../../db/with-tenant.ts';

/**
 * OR-2: the children of orders that nobody paid for yet and whose places are kept, by the ticket that stands now for the guardian they
 * named, of those asked about.
 */
export async function loadPromisedChildren(
  tx: Tx,
  { orgId, eventId }: { readonly orgId: OrgId; readonly eventId: EventId },
  guardianIds: readonly TicketId[],
): Promise<GuardianBond[]> {
  if (guardianIds.length === 0) return [];
  const { rows } = await tx.execute<{ child: TicketId; guardian: TicketId }>(sql`
    with recursive line as (
      select t.ticket_id as stands, t.ticket_id from app.tickets t
        where t.org_id = ${orgId} and t.event_id = ${eventId} and t.ticket_id = any(${sql.param([...guardianIds])}::text[])
      union all
      select line.stands, t.replaces_ticket_id from line
        join app.tickets t on t.org_id = ${orgId} and t.event_id = ${eventId} and t.ticket_id = line.ticket_id
        where t.replaces_ticket_id is not null)
    select draft.value ->> 'ticketId' as child, line.stands as guardian
    from app.holds h
      join app.orders o on o.org_id = h.org_id and o.order_id = h.order_id
      cross join lateral jsonb_array_elements(o.drafts) as draft
      join line on line.ticket_id = draft.value ->> 'guardianTicketId'
    where h.org_id = ${orgId} and h.event_id = ${eventId} and h.state = 'held'
      and o.state in ('awaiting-payment', 'awaiting-approval')
      and exists (select from app.tiers t where t.org_id = ${orgId} and t.event_id = ${eventId} and t.child_per_guardian_max is not null)
    order by child`);
  return rows.map(({ child, guardian }) => ({ childTicketId: child, guardianTicketId: guardian }));
}
