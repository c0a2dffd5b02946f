import { and, eq } from 'drizzle-orm';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { waitingRooms } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type WaitingRoomRecord = typeof waitingRooms.$inferSelect;
export type WaitingRoomDoor = Pick<WaitingRoomRecord, 'state' | 'opensAt'>;

export async function loadWaitingRoom(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  options: { readonly forUpdate?: boolean } = {},
): Promise<WaitingRoomRecord | null> {
  const query = tx
    .select()
    .from(waitingRooms)
    .where(and(eq(waitingRooms.orgId, orgId), eq(waitingRooms.eventId, eventId)));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  return row ?? null;
}

/** What a sale has to know of its waiting room; how far the queue has come changes too often to be part of it. */
export async function loadRoomDoor(tx: Tx, orgId: OrgId, eventId: EventId): Promise<WaitingRoomDoor | null> {
  const room = await loadWaitingRoom(tx, orgId, eventId);
  return room === null ? null : { state: room.state, opensAt: room.opensAt };
}
