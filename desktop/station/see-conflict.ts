import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import { appendNote } from './record-scan.ts';
import { currentOperator, findPlace, type Station } from './station.ts';

/** CK-30: somebody at this door has read it. */
export function seeConflict(station: Station, { scanId }: z.output<typeof stationRequests.seenConflict>): void {
  const event = findPlace(station)?.event ?? null;
  const operator = currentOperator(station, event);
  station.store.transaction(() => {
    station.store.conflicts.markSeen(scanId);
    const eventId = event?.eventId ?? null;
    appendNote(station, { eventId, topic: 'conflict-seen', operatorId: operator?.operatorId ?? null, text: scanId });
  });
  station.changed();
}
