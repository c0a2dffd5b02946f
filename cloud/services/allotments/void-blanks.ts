import { and, eq, inArray } from 'drizzle-orm';
import type { TicketId } from '#shared/kernel/ids.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { AllotmentRecord } from './load-allotment.ts';

/** Blanks of the roll that nobody bought open no door any more: the named ones, or all that are left. Answers how many. */
export async function voidBlanks(
  tx: Tx,
  ctx: Ctx,
  { eventId, allotmentId }: AllotmentRecord,
  which: readonly TicketId[] | 'all',
): Promise<number> {
  if (which !== 'all' && which.length === 0) return 0;
  const rows = await tx
    .update(tickets)
    .set({ state: 'cancelled', stateSince: ctx.now })
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.allotmentId, allotmentId),
        eq(tickets.state, 'blank'),
        which === 'all' ? undefined : inArray(tickets.ticketId, [...which]),
      ),
    )
    .returning({ ticketId: tickets.ticketId });
  return rows.length;
}
