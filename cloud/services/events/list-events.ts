import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { EventView } from '#shared/api/events.ts';
import { pageQuerySchema } from '#shared/api/page.ts';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { behind } from '../../db/behind.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { events } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { eventView } from './load-event.ts';

const cursorSchema = z.tuple([instantSchema, idSchema('EventId')]);

/** Events by start, the earliest first. */
export async function listEvents(ctx: Ctx, raw: unknown): Promise<Page<EventView>> {
  requirePermission(ctx, 'events:read');
  const { limit, cursor } = pageQuerySchema.parse(raw);
  const after = decodeCursor(cursor, cursorSchema);
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select()
        .from(events)
        .where(and(eq(events.orgId, ctx.orgId), behind('up', [events.startsAt, events.eventId], after)))
        .orderBy(asc(events.startsAt), asc(events.eventId))
        .limit(limit + 1),
    { readOnly: true },
  );
  return pageOf(rows.map(eventView), limit, row => [row.startsAt, row.eventId]);
}
