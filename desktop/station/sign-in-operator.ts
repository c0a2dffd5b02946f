import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { checkPin } from './check-pin.ts';
import { appendNote } from './record-scan.ts';
import { currentOperator, findPlace, type Station } from './station.ts';

/** From now on each scan carries this person's name. */
export async function signInOperator(station: Station, input: z.output<typeof stationRequests.signIn>): Promise<void> {
  const event = mustHaveEvent(station);
  const { operatorId, name } = await checkPin(station, event, input);
  station.store.transaction(() => {
    station.store.settings.write('operatorId', operatorId);
    appendNote(station, { eventId: event.eventId, topic: 'operator-on', operatorId, text: name });
  });
  station.changed();
  station.sync.wake();
}

export function signOutOperator(station: Station): void {
  const event = mustHaveEvent(station);
  const operator = currentOperator(station, event);
  station.store.transaction(() => {
    station.store.settings.write('operatorId', null);
    if (operator === null) return;
    const { operatorId, name } = operator;
    appendNote(station, { eventId: event.eventId, topic: 'operator-off', operatorId, text: name });
  });
  station.changed();
}

function mustHaveEvent(station: Station) {
  const place = findPlace(station);
  if (place === null) throw refusal('wrong-state', { state: 'no-place', action: 'sign-in' });
  return place.event;
}
