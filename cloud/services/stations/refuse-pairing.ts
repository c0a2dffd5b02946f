import { type RefusedPairing, refusePairingSchema } from '#shared/api/stations.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { pairingByCode, refusePairing as recordRefusal } from '../../db/station-doors.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { pairingCodeHash } from './pairing-code.ts';
import { usablePairing } from './usable-pairing.ts';

/** SY-13: turns away the station that shows this code. It is told so at its next poll and may ask anew. */
export async function refusePairing(ctx: Ctx, raw: unknown): Promise<RefusedPairing> {
  requirePermission(ctx, 'stations:pair');
  const { code } = refusePairingSchema.parse(raw);
  const codeHash = pairingCodeHash(code);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { pairingId, stationName } = usablePairing(await pairingByCode(tx, codeHash), ctx.now);
    if (!(await recordRefusal(tx, { pairingId, now: ctx.now }))) throw refusal('pairing-used');
    const after = { pairingId, stationName };
    await audit(tx, ctx, { verb: 'station.refuse-pairing', target: pairingId, before: null, after });
    return after;
  });
}
