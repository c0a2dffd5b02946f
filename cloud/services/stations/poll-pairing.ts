import { refusal } from '#shared/kernel/refusal.ts';
import { type PollPairingResponse, pollPairingRequestSchema } from '#shared/sync/protocol.ts';
import { collectPairing, putDeviceToken, pollPairing as readPairing } from '../../db/station-doors.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { CallCtx } from '../ctx.ts';
import { loadStation, scopeOf } from './load-station.ts';
import { mintDeviceToken, secretHash } from './pairing-code.ts';

/**
 * What became of a pairing. Once approved, a poll gets a device token. SY-12: should that answer get lost, the station asks again with its
 * secret and gets another, while the code lives and nobody revoked it.
 */
export async function pollPairing(ctx: CallCtx, raw: unknown): Promise<PollPairingResponse> {
  const { pairingId, pollSecret } = pollPairingRequestSchema.parse(raw);
  const pollHash = secretHash(pollSecret);
  const pairing = await readPairing(ctx.db, pairingId, pollHash);
  if (pairing === null) throw refusal('not-found');
  if (pairing.state === 'refused') return { state: 'refused' };
  if (pairing.expiresAt <= ctx.now) return { state: 'expired' };
  const { orgId, stationId } = pairing;
  if (orgId === null || stationId === null) return { state: 'waiting' };
  return withTenant(ctx.db, orgId, async tx => {
    if (!(await collectPairing(tx, { pairingId, pollHash, now: ctx.now }))) return { state: 'expired' };
    const deviceToken = mintDeviceToken(ctx.randomBytes);
    await putDeviceToken(tx, { hash: secretHash(deviceToken), stationId, now: ctx.now });
    const station = await loadStation(tx, orgId, stationId);
    return { state: 'approved', deviceToken, scope: scopeOf(orgId, station) };
  });
}
