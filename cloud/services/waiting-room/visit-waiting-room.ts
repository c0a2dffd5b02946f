import { and, eq, sql } from 'drizzle-orm';
import { type HouseLeft, isTheirTurn, type RoomVisit, takeTurn, turnsDue } from '#shared/inventory/plan-turns.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { type Burst, burstBlockedUntil, countBurst } from '../../db/bursts.ts';
import { waitingRoomPlaces, waitingRooms } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { knownSaleFacts } from '../orders/known-sale-facts.ts';
import { requirePermission } from '../require-permission.ts';
import { advanceWaitingRoom } from './advance-waiting-room.ts';
import { loadWaitingRoom, type WaitingRoomRecord } from './load-waiting-room.ts';
import { countOnlookers } from './onlookers.ts';

/** Whether this visitor has to stand in a queue before they may buy. Where there is no room, nothing more than that is looked up. */
export async function mustQueue(ctx: Ctx, eventId: EventId, visitor: string | null): Promise<boolean> {
  const { waitingRoom } = await knownSaleFacts(ctx, eventId);
  if (waitingRoom === null || waitingRoom.state === 'closed') return false;
  if (visitor === null) return true;
  const { kind } = await visitWaitingRoom(ctx, eventId, visitor);
  return kind !== 'turn' && kind !== 'free';
}

type Place = typeof waitingRoomPlaces.$inferSelect;

/**
 * WR-2 to WR-5: gives a visitor a place in the queue, or tells how far it has come. Coming again changes nothing; a turn that was
 * taken, or not taken in time, is over, and who wants another goes to the end.
 */
export async function visitWaitingRoom(ctx: Ctx, eventId: EventId, visitor: string): Promise<RoomVisit> {
  requirePermission(ctx, 'orders:place');
  const { room, left } = await advanceWaitingRoom(ctx, eventId);
  if (room === null || room.state === 'closed') return { kind: 'free' };
  const known = await withTenant(ctx.db, ctx.orgId, tx => visit(tx, ctx, { room, left, visitor, enters: false }));
  if (known !== null) return known;
  const until = await crowdedUntil(ctx);
  if (until !== null) return { kind: 'crowded', until };
  const entered = await withTenant(ctx.db, ctx.orgId, tx => visit(tx, ctx, { room, left, visitor, enters: true }));
  return must(entered, 'a place for whoever enters');
}

type Visit = {
  readonly room: WaitingRoomRecord;
  readonly left: HouseLeft;
  readonly visitor: string;
  readonly enters: boolean;
};

/** null for somebody who has no place and does not take one. */
async function visit(tx: Tx, ctx: Ctx, { room: seen, left, visitor, enters }: Visit): Promise<RoomVisit | null> {
  // Somebody else may have opened it since it was seen: whoever came late to the lots gets the next number.
  const room = (await loadWaitingRoom(tx, seen.orgId, seen.eventId)) ?? seen;
  const place = (await findPlace(tx, room, visitor)) ?? (enters ? await enter(tx, ctx, room, visitor) : null);
  if (place === null) return null;
  if (place.number === null && room.state === 'armed') {
    await noteLook(tx, ctx, room, place);
    return { kind: 'before', opensAt: room.opensAt };
  }
  const number = place.number ?? (await nextNumber(tx, room));
  if (place.number === null) await write(tx, room, visitor, { number, lookedAt: ctx.now });
  if (number > room.admittedThrough) {
    await noteLook(tx, ctx, room, place);
    return told(number, room, left, place.spentAt !== null);
  }
  if (place.admittedAt === null) return called(tx, ctx, { room, left, number, place });
  const until = addMs(place.admittedAt, limits.turnLivesMs);
  if (place.spentAt === null && ctx.now < until) return { kind: 'turn', until };
  const again = await nextNumber(tx, room);
  // That their last turn is over stays known until they have the next one.
  const anew = {
    number: again,
    enteredAt: ctx.now,
    lookedAt: ctx.now,
    admittedAt: null,
    spentAt: place.spentAt ?? until,
  };
  await write(tx, room, visitor, anew);
  return told(again, room, left, true);
}

/** WR-3: somebody who was called looks. They take their turn if one is due to them, and wait on if others come first. */
async function called(
  tx: Tx,
  ctx: Ctx,
  {
    room: seen,
    left,
    number,
    place,
  }: Pick<Visit, 'room' | 'left'> & { readonly number: number; readonly place: Place },
): Promise<RoomVisit> {
  const visitor = Buffer.from(place.visitorHash).toString('hex');
  const most = Math.max(limits.queueCountedMax, turnsDue(seen, ctx.now));
  const count = () => countOnlookers(tx, ctx, seen, { number, most });
  if (left.kind === 'some' && turnsDue(seen, ctx.now) > 0) {
    // One after the other: each takes one of the turns that are due.
    const room = must(await loadWaitingRoom(tx, seen.orgId, seen.eventId, { forUpdate: true }), 'the room of a place');
    if (isTheirTurn(room, { before: await count(), now: ctx.now })) {
      await write(tx, room, visitor, { admittedAt: ctx.now, spentAt: null });
      await recordTurn(tx, room, takeTurn(room, ctx.now));
      return { kind: 'turn', until: addMs(ctx.now, limits.turnLivesMs) };
    }
  }
  await noteLook(tx, ctx, seen, place);
  return toldAhead(await count(), { room: seen, left, again: place.spentAt !== null });
}

async function recordTurn(tx: Tx, room: WaitingRoomRecord, taken: ReturnType<typeof takeTurn>): Promise<void> {
  await tx
    .update(waitingRooms)
    .set({ ...taken, calledWaiting: Math.max(0, room.calledWaiting - 1) })
    .where(and(eq(waitingRooms.orgId, room.orgId), eq(waitingRooms.eventId, room.eventId)));
}

/** WR-3: who waits shows it by looking; noted now and then. */
async function noteLook(tx: Tx, ctx: Ctx, room: WaitingRoomRecord, place: Place): Promise<void> {
  if (ctx.now < addMs(place.lookedAt, limits.queueLookNotedMs)) return;
  await write(tx, room, Buffer.from(place.visitorHash).toString('hex'), { lookedAt: ctx.now });
}

/** WR-5: nobody fills a queue with places that no person stands in. Counts one more, unless there were too many. */
async function crowdedUntil(ctx: Ctx): Promise<Instant | null> {
  if (ctx.address === undefined || ctx.actor.kind !== 'buyer') return null;
  const burst: Burst = {
    topic: 'waiting-room',
    orgId: ctx.orgId,
    who: ctx.address,
    freeTimes: limits.queuePlacesPerAddress,
    windowMs: limits.queuePlacesWindowMs,
    blockMs: limits.queuePlacesWindowMs,
  };
  const until = await burstBlockedUntil(ctx.db, burst, ctx.now);
  if (until === null) await countBurst(ctx.db, burst, ctx.now);
  return until;
}

function told(number: number, room: WaitingRoomRecord, left: HouseLeft, again: boolean): RoomVisit {
  return toldAhead(number - room.admittedThrough - 1 + room.calledWaiting, { room, left, again });
}

function toldAhead(
  ahead: number,
  { room, left, again }: Pick<Visit, 'room' | 'left'> & { readonly again: boolean },
): RoomVisit {
  return { kind: 'waiting', ahead, minutes: Math.ceil((ahead + 1) / room.admitsPerMinute), left, again };
}

async function findPlace(tx: Tx, room: WaitingRoomRecord, visitor: string): Promise<Place | null> {
  const [place] = await tx.select().from(waitingRoomPlaces).where(placeOf(room, visitor)).for('no key update');
  return place ?? null;
}

async function enter(tx: Tx, ctx: Ctx, room: WaitingRoomRecord, visitor: string): Promise<Place> {
  const place = {
    orgId: room.orgId,
    eventId: room.eventId,
    visitorHash: Buffer.from(visitor, 'hex'),
    number: room.state === 'open' ? await nextNumber(tx, room) : null,
    enteredAt: ctx.now,
    lookedAt: ctx.now,
    admittedAt: null,
    spentAt: null,
  };
  await tx.insert(waitingRoomPlaces).values(place).onConflictDoNothing();
  return place;
}

async function nextNumber(tx: Tx, room: WaitingRoomRecord): Promise<number> {
  const { rows } = await tx.execute<{ number: string }>(sql`
    update app.waiting_rooms set next_number = next_number + 1
    where org_id = ${room.orgId} and event_id = ${room.eventId} returning next_number - 1 as number`);
  return Number(rows[0]?.number);
}

async function write(tx: Tx, room: WaitingRoomRecord, visitor: string, values: Partial<Place>): Promise<void> {
  await tx.update(waitingRoomPlaces).set(values).where(placeOf(room, visitor));
}

function placeOf({ orgId, eventId }: WaitingRoomRecord, visitor: string) {
  return and(
    eq(waitingRoomPlaces.orgId, orgId),
    eq(waitingRoomPlaces.eventId, eventId),
    eq(waitingRoomPlaces.visitorHash, Buffer.from(visitor, 'hex')),
  );
}
