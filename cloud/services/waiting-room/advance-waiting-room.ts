import { and, eq, sql } from 'drizzle-orm';
import { callUp, type HouseLeft, planTurns } from '#shared/inventory/plan-turns.ts';
import { poolLeft } from '#shared/inventory/pool.ts';
import { unreachable } from '#shared/kernel/assert.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { waitingRooms } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadPools } from '../pools/load-pools.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadWaitingRoom, type WaitingRoomRecord } from './load-waiting-room.ts';
import { countOnlookers, onlookers } from './onlookers.ts';

/** WR-2, WR-3: lets the queue come on as far as its time has come. Most looks find nothing to do and lock nothing. */
export async function advanceWaitingRoom(
  ctx: Ctx,
  eventId: EventId,
): Promise<{ readonly room: WaitingRoomRecord | null; readonly left: HouseLeft }> {
  const seen = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => ({
      room: await loadWaitingRoom(tx, ctx.orgId, eventId),
      left: await houseLeft(tx, ctx.orgId, eventId),
    }),
    { readOnly: true },
  );
  if (seen.room === null || planTurns(seen.room, seen.left, ctx.now).kind === 'nothing') return seen;
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const room = await loadWaitingRoom(tx, ctx.orgId, eventId, { forUpdate: true });
    if (room === null) return seen;
    await record(tx, ctx, room, seen.left);
    return { room: await loadWaitingRoom(tx, ctx.orgId, eventId), left: seen.left };
  });
}

async function record(tx: Tx, ctx: Ctx, room: WaitingRoomRecord, left: HouseLeft): Promise<void> {
  const plan = planTurns(room, left, ctx.now);
  const set = (values: Partial<typeof waitingRooms.$inferInsert>) =>
    tx
      .update(waitingRooms)
      .set(values)
      .where(and(eq(waitingRooms.orgId, room.orgId), eq(waitingRooms.eventId, room.eventId)));
  switch (plan.kind) {
    case 'nothing':
      return;
    case 'close':
      await set({ state: 'closed' });
      return;
    case 'open':
      await set({
        state: 'open',
        shuffled: true,
        nextNumber: 1 + (await drawLots(tx, ctx, room)),
        lastAdmittedAt: room.opensAt,
        calledAt: room.opensAt,
      });
      return;
    case 'call': {
      const called = callUp(room, { here: await onlookers(tx, ctx, room, plan.due), now: ctx.now });
      const below = { number: called.admittedThrough + 1, most: limits.queueCountedMax };
      await set({ ...called, calledWaiting: await countOnlookers(tx, ctx, room, below) });
      return;
    }
    default:
      unreachable(plan);
  }
}

/** WR-2: everybody who was there before the opening, in an order nobody could know or choose. */
async function drawLots(tx: Tx, ctx: Ctx, room: WaitingRoomRecord): Promise<number> {
  const seed = Buffer.from(ctx.randomBytes(32));
  const { rowCount } = await tx.execute(sql`
    update app.waiting_room_places p set number = drawn.number
    from (
      select visitor_hash, row_number() over (order by sha256(${seed}::bytea || visitor_hash)) as number
      from app.waiting_room_places where org_id = ${room.orgId} and event_id = ${room.eventId} and number is null
    ) drawn
    where p.org_id = ${room.orgId} and p.event_id = ${room.eventId} and p.visitor_hash = drawn.visitor_hash`);
  return rowCount ?? 0;
}

/** WR-3: of the pools that public tiers draw on. */
async function houseLeft(tx: Tx, orgId: OrgId, eventId: EventId): Promise<HouseLeft> {
  const tiers = (await loadTiers(tx, orgId, eventId)).filter(tier => !tier.archived && tier.visibility === 'public');
  const pools = await loadPools(tx, orgId, eventId);
  const lefts = tiers.map(tier => {
    const own = pools.filter(({ poolId }) => tier.poolIds.includes(poolId));
    return {
      places: Math.max(0, Math.min(...own.map(poolLeft))),
      gone: own.some(pool => pool.sold + pool.lent >= pool.capacity),
    };
  });
  const places = Math.max(0, ...lefts.map(left => left.places));
  if (places > 0) return { kind: 'some', places };
  return { kind: lefts.every(({ gone }) => gone) ? 'gone' : 'held' };
}
