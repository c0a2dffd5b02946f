import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Station } from './station.ts';

/** SY-2: sends once more what the cloud put aside. */
export function retryParked(station: Station, { opId }: z.output<typeof stationRequests.retryParked>): void {
  if (!station.store.journal.retryParked(opId)) throw refusal('not-found', { what: 'operation' });
  station.changed();
  station.sync.wake();
}
