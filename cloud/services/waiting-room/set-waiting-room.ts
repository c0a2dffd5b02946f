import { and, count, eq, gt, isNull, or } from 'drizzle-orm';
import { setWaitingRoomSchema, type WaitingRoomView } from '#shared/api/waiting-room.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { waitingRoomPlaces, waitingRooms } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent, loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadWaitingRoom } from './load-waiting-room.ts';

/** WR-1: puts a waiting room in front of a sale, changes its pace, or takes it away. Who stands in it keeps their place. */
export async function setWaitingRoom(ctx: Ctx, eventId: EventId, raw: unknown): Promise<WaitingRoomView> {
  requirePermission(ctx, 'events:edit');
  const { open, opensAt, admitsPerMinute } = setWaitingRoomSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadWaitingRoom(tx, ctx.orgId, eventId, { forUpdate: true });
    const started = before?.shuffled === true;
    const state = open ? (started ? ('open' as const) : ('armed' as const)) : ('closed' as const);
    const values = { opensAt: started ? before.opensAt : opensAt, admitsPerMinute, state };
    if (before === null) await tx.insert(waitingRooms).values({ ...values, orgId: ctx.orgId, eventId });
    else
      await tx
        .update(waitingRooms)
        .set({ ...values, lastAdmittedAt: started ? ctx.now : null })
        .where(and(eq(waitingRooms.orgId, ctx.orgId), eq(waitingRooms.eventId, eventId)));
    const after = await view(tx, ctx, eventId);
    await audit(tx, ctx, { verb: 'waiting-room.set', target: eventId, before, after });
    return after;
  });
}

/** What an organizer sees of it. */
export async function getWaitingRoom(ctx: Ctx, eventId: EventId): Promise<WaitingRoomView> {
  requirePermission(ctx, 'events:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return view(tx, ctx, eventId);
    },
    { readOnly: true },
  );
}

async function view(tx: Tx, ctx: Ctx, eventId: EventId): Promise<WaitingRoomView> {
  const room = await loadWaitingRoom(tx, ctx.orgId, eventId);
  if (room === null) throw refusal('not-found');
  const here = and(eq(waitingRoomPlaces.orgId, ctx.orgId), eq(waitingRoomPlaces.eventId, eventId));
  const behind = or(isNull(waitingRoomPlaces.number), gt(waitingRoomPlaces.number, room.admittedThrough));
  const [waiting] = await tx.select({ people: count() }).from(waitingRoomPlaces).where(and(here, behind));
  const { state, opensAt, admitsPerMinute, admittedThrough, calledWaiting } = room;
  return {
    state,
    opensAt,
    admitsPerMinute,
    waiting: must(waiting, 'a count').people + calledWaiting,
    admitted: admittedThrough - calledWaiting,
  };
}
