import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { TicketId } from '#shared/kernel/ids.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { OrderRecord } from '../orders/load-order.ts';

/**
 * ML-11: whoever was passed one of these tickets, which are good still and about to be void, learns it now and not at the door.
 * Without ids: of all of the order.
 */
export async function tellHolders(
  tx: Tx,
  ctx: Ctx,
  { orderId, eventId, language }: OrderRecord,
  ticketIds?: readonly TicketId[],
): Promise<void> {
  const passedOn = await tx
    .select({ ticketId: tickets.ticketId, heldBy: tickets.heldBy })
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.orderId, orderId),
        eq(tickets.state, 'valid'),
        isNotNull(tickets.heldBy),
        ticketIds === undefined ? undefined : inArray(tickets.ticketId, [...ticketIds]),
      ),
    )
    .orderBy(asc(tickets.ticketId));
  for (const { ticketId, heldBy } of passedOn)
    await enqueueMail(tx, ctx, {
      kind: 'ticket-voided',
      to: heldBy ?? '',
      language,
      about: { eventId, orderId, ticketId },
    });
}
