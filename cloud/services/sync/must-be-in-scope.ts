import { type EventId, isId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { StationCtx } from '../stations/station-ctx.ts';

/** The event, when this station may see it. Any other one, there or not, is not found. */
export function mustBeInScope(ctx: StationCtx, eventId: unknown): EventId {
  if (!isId('EventId', eventId) || !ctx.station.eventIds.includes(eventId)) throw refusal('not-found');
  return eventId;
}
