import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { listWaitingSchema, type WaitingView } from '#shared/api/waiting-list.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { behind } from '../../db/behind.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { waitingView } from './load-waiting.ts';

const cursorSchema = z.tuple([instantSchema, idSchema('WaitingId')]);

/** Who waits for places of an event, in the order they came, with what became of those who came before. */
export async function listWaiting(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Page<WaitingView>> {
  requirePermission(ctx, 'orders:read');
  const { limit, cursor, tierId, state } = listWaitingSchema.parse(raw);
  const after = decodeCursor(cursor, cursorSchema);
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return tx
        .select()
        .from(waitingList)
        .where(
          and(
            eq(waitingList.orgId, ctx.orgId),
            eq(waitingList.eventId, eventId),
            tierId === undefined ? undefined : eq(waitingList.tierId, tierId),
            state === undefined ? undefined : eq(waitingList.state, state),
            behind('up', [waitingList.createdAt, waitingList.entryId], after),
          ),
        )
        .orderBy(asc(waitingList.createdAt), asc(waitingList.entryId))
        .limit(limit + 1);
    },
    { readOnly: true },
  );
  return pageOf(rows.map(waitingView), limit, ({ createdAt, entryId }) => [createdAt, entryId]);
}
