import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import type { Station } from './station.ts';

/** Somebody wants peace from the network; scans wait in the journal. */
export function setOffline(station: Station, { offline }: z.output<typeof stationRequests.setOffline>): void {
  station.sync.setPaused(offline);
  station.changed();
}
