import { and, eq } from 'drizzle-orm';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { freePlaces } from '../pools/free-places.ts';
import type { OrderRecord } from './load-order.ts';

/** Tickets an order has already, as one that is paid at the door: void from now on, their places free again. */
export async function voidTickets(tx: Tx, ctx: Ctx, { eventId, orderId }: OrderRecord): Promise<void> {
  const voided = await tx
    .update(tickets)
    .set({ state: 'cancelled', stateSince: ctx.now })
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.orderId, orderId),
        eq(tickets.state, 'valid'),
      ),
    )
    .returning({ tierId: tickets.tierId });
  await freePlaces(
    tx,
    ctx,
    eventId,
    voided.map(({ tierId }) => tierId),
  );
}
