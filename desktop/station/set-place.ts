import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Station } from './station.ts';

/** Which door of which event this is. */
export function setPlace(station: Station, { eventId, gateId }: z.output<typeof stationRequests.setPlace>): void {
  const stored = station.store.events.byId(eventId);
  if (stored === null || !stored.inScope) throw refusal('not-found', { what: 'event' });
  if (!stored.event.gates.some(gate => gate.gateId === gateId)) throw refusal('not-found', { what: 'gate' });
  station.store.settings.write('place', { eventId, gateId });
  station.recents = [];
  station.changed();
}
