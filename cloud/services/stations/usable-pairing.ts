import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { WaitingPairing } from '../../db/station-doors.ts';

/** The pairing a typed code means while it waits for its answer; refused when it has one, is over, or never was. */
export function usablePairing(pairing: WaitingPairing | null, now: Instant): WaitingPairing {
  if (pairing === null) throw refusal('pairing-unknown');
  if (pairing.state !== 'waiting') throw refusal('pairing-used');
  if (pairing.expiresAt <= now) throw refusal('pairing-expired');
  return pairing;
}
