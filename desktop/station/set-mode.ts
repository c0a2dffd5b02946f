import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import type { Station } from './station.ts';

/** In, out, or only looking (CK-27). */
export function setMode(station: Station, mode: z.output<typeof stationRequests.setMode>): void {
  station.store.settings.write('mode', mode);
  station.recents = [];
  station.changed();
}
