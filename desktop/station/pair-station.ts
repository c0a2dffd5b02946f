import type { z } from 'zod';
import type { stationRequests } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Station } from './station.ts';

/** Asks the cloud for a code to show; an organizer types it there. */
export async function pairStation(station: Station, input: z.output<typeof stationRequests.pair>): Promise<void> {
  const identity = station.store.settings.read('identity');
  if (identity !== null && !identity.revoked) throw refusal('wrong-state', { state: 'paired', action: 'pair' });
  const url = new URL(input.cloudUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusal('bad-input', { field: 'cloudUrl', sentence: 'the address of the cloud begins with https://' });
  await station.sync.startPairing({ cloudUrl: url.origin, stationName: input.stationName });
  station.changed();
}

export function cancelPairing(station: Station): void {
  station.sync.cancelPairing();
  station.changed();
}
