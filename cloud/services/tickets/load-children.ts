import { and, asc, eq, inArray } from 'drizzle-orm';
import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { GuardianBond } from '#shared/orders/check-guardians.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadPromisedChildren } from './load-promised-children.ts';

/** OR-2: the children who come in with these tickets, of whichever order they are, paid for or not. */
export async function loadChildren(
  tx: Tx,
  of: { readonly orgId: OrgId; readonly eventId: EventId },
  guardianIds: readonly TicketId[],
): Promise<GuardianBond[]> {
  const rows = await tx
    .select({ childTicketId: tickets.ticketId, guardianTicketId: tickets.guardianTicketId })
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, of.orgId),
        eq(tickets.eventId, of.eventId),
        inArray(tickets.guardianTicketId, [...guardianIds]),
        eq(tickets.state, 'valid'),
      ),
    )
    .orderBy(asc(tickets.ticketId));
  const bound = rows.flatMap(({ childTicketId, guardianTicketId }) =>
    guardianTicketId === null ? [] : [{ childTicketId, guardianTicketId }],
  );
  return [...bound, ...(await loadPromisedChildren(tx, of, guardianIds))];
}
