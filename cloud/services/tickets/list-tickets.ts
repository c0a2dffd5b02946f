import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { listTicketsSchema, type TicketView } from '#shared/api/tickets.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { foldSearch } from '#shared/tickets/search-key.ts';
import { behind } from '../../db/behind.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { tickets } from '../../db/tables/orders.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { ticketView } from './load-ticket.ts';

const cursorSchema = z.tuple([z.string().max(2_000), idSchema('TicketId')]);

/** Tickets of an event in the order of their search keys, so that a page of a search is a range of an index. */
export async function listTickets(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Page<TicketView>> {
  requirePermission(ctx, 'tickets:read');
  const { limit, cursor, search, orderId, state } = listTicketsSchema.parse(raw);
  const after = decodeCursor(cursor, cursorSchema);
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return tx
        .select()
        .from(tickets)
        .where(
          and(
            eq(tickets.orgId, ctx.orgId),
            eq(tickets.eventId, eventId),
            ...wordsBegin(search ?? ''),
            orderId === undefined ? undefined : eq(tickets.orderId, orderId),
            state === undefined ? undefined : eq(tickets.state, state),
            behind('up', [tickets.searchKey, tickets.ticketId], after),
          ),
        )
        .orderBy(asc(tickets.searchKey), asc(tickets.ticketId))
        .limit(limit + 1);
    },
    { readOnly: true },
  );
  const page = pageOf(rows, limit, row => [row.searchKey, row.ticketId]);
  return { items: page.items.map(ticketView), nextCursor: page.nextCursor };
}

/** Each word of the question begins a word of the key. The index gives the event's tickets in order; this picks among them. */
function wordsBegin(search: string): SQL[] {
  const words = foldSearch(search).split(' ');
  return words.filter(word => word !== '').map(word => sql`strpos(' ' || ${tickets.searchKey}, ${` ${word}`}) > 0`);
}
