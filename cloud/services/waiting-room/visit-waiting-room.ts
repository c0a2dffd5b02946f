import { and, eq, sql } from 'drizzle-orm';
import type { HouseLeft, RoomVisit } from '#shared/inventory/plan-admission.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { waitingRoomPlaces } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { knownSaleFacts } from '../orders/known-sale-facts.ts';
import { requirePermission } from '../require-permission.ts';
import { advanceWaitingRoom } from './advance-waiting-room.ts';
import type { WaitingRoomRecord } from './load-waiting-room.ts';

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
 * WR-2 to WR-4: gives a visitor a place in the queue, or tells how far it has come. Coming again changes nothing; a turn that was
 * taken, or not taken in time, is over, and who wants another goes to the end.
 */
export async function visitWaitingRoom(ctx: Ctx, eventId: EventId, visitor: string): Promise<RoomVisit> {
  requirePermission(ctx, 'orders:place');
  const { room, left } = await advanceWaitingRoom(ctx, eventId);
  if (room === null || room.state === 'closed') return { kind: 'free' };
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const place = (await findPlace(tx, room, visitor)) ?? (await enter(tx, ctx, room, visitor));
    if (place.number === null) return { kind: 'before', opensAt: room.opensAt };
    if (place.number > room.admittedThrough) return told(place.number, room, left);
    if (place.admittedAt === null) {
      await write(tx, room, visitor, { admittedAt: ctx.now });
      return { kind: 'turn', until: addMs(ctx.now, limits.queuePassLivesMs) };
    }
    const until = addMs(place.admittedAt, limits.queuePassLivesMs);
    if (place.spentAt === null && ctx.now < until) return { kind: 'turn', until };
    const again = await nextNumber(tx, room);
    await write(tx, room, visitor, { number: again, enteredAt: ctx.now, admittedAt: null, spentAt: null });
    return told(again, room, left);
  });
}

function told(number: number, room: WaitingRoomRecord, left: HouseLeft): RoomVisit {
  const ahead = number - room.admittedThrough - 1;
  return { kind: 'waiting', ahead, minutes: Math.ceil((ahead + 1) / room.admitsPerMinute), left };
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
