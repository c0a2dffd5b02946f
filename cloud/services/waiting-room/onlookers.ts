import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { waitingRoomPlaces } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { WaitingRoomRecord } from './load-waiting-room.ts';

/** WR-3: the lowest numbers of those who have had no turn and have not gone away from their page. */
export async function onlookers(tx: Tx, ctx: Ctx, room: WaitingRoomRecord, most: number): Promise<number[]> {
  const rows = await tx
    .select({ number: waitingRoomPlaces.number })
    .from(waitingRoomPlaces)
    .where(lookingOn(ctx, room))
    .orderBy(asc(waitingRoomPlaces.number))
    .limit(most);
  return rows.flatMap(({ number }) => number ?? []);
}

/** How many of them have a lower number than this; counted no further than `most`. */
export async function countOnlookers(
  tx: Tx,
  ctx: Ctx,
  room: WaitingRoomRecord,
  { number, most }: { readonly number: number; readonly most: number },
): Promise<number> {
  const rows = await tx
    .select({ number: waitingRoomPlaces.number })
    .from(waitingRoomPlaces)
    .where(and(lookingOn(ctx, room), lt(waitingRoomPlaces.number, number)))
    .orderBy(asc(waitingRoomPlaces.number))
    .limit(most);
  return rows.length;
}

function lookingOn(ctx: Ctx, room: WaitingRoomRecord) {
  return and(
    eq(waitingRoomPlaces.orgId, room.orgId),
    eq(waitingRoomPlaces.eventId, room.eventId),
    isNull(waitingRoomPlaces.admittedAt),
    sql`${waitingRoomPlaces.number} is not null`,
    gt(waitingRoomPlaces.lookedAt, addMs(ctx.now, -limits.queueLooksAwayMs)),
  );
}
