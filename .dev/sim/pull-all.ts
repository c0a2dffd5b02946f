import { drain } from './drain.ts';
import type { SimDoor } from './plan-door.ts';
import type { SimStation } from './sim-station.ts';

/** Every event of the night; says what came of the one at whose door the stations stand. */
export async function pullAll(door: SimDoor, station: SimStation): Promise<string> {
  let said = 'idle';
  for (const eventId of eventsOf(door)) said = await drain(() => station.engine.pullStep(eventId));
  return said;
}

export function eventsOf({ eventId, matinee }: SimDoor): readonly SimDoor['eventId'][] {
  return matinee === null ? [eventId] : [matinee.eventId, eventId];
}
