import { and, eq } from 'drizzle-orm';
import type { EventId } from '#shared/kernel/ids.ts';
import { enqueue } from '../../db/enqueue.ts';
import { waitingList } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

export const offerFreedPlacesJobName = 'offer-freed-places';

/** WL-2: said wherever places come back, in the transaction that frees them. Where nobody waits it is nothing but a look. */
export async function offerSoon(tx: Tx, ctx: Ctx, eventId: EventId): Promise<void> {
  const { orgId } = ctx;
  const waiting = await tx
    .select({ entryId: waitingList.entryId })
    .from(waitingList)
    .where(and(eq(waitingList.orgId, orgId), eq(waitingList.eventId, eventId), eq(waitingList.state, 'waiting')))
    .limit(1);
  if (waiting.length > 0)
    await enqueue(tx, offerFreedPlacesJobName, { orgId, eventId }, { jobKey: `offer:${eventId}` });
}
