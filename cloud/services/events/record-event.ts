import { and, eq } from 'drizzle-orm';
import type { EventView } from '#shared/api/events.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { events } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { eventView } from './load-event.ts';

export async function recordEvent(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  values: Partial<typeof events.$inferInsert>,
): Promise<EventView> {
  const [row] = await tx
    .update(events)
    .set({ ...values, updatedAt: ctx.now })
    .where(and(eq(events.orgId, ctx.orgId), eq(events.eventId, eventId)))
    .returning();
  return eventView(must(row, 'the event that was just locked'));
}
