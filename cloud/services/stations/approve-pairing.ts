import { and, eq } from 'drizzle-orm';
import { approvePairingSchema, type OrganizerStation } from '#shared/api/stations.ts';
import { mintId, type StationId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { actorName, audit } from '../../db/audit.ts';
import {
  pairingByCode,
  revokeDeviceTokens,
  approvePairing as takePairing,
  type WaitingPairing,
} from '../../db/station-doors.ts';
import { stations } from '../../db/tables/stations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrganizerStation } from './load-organizer-station.ts';
import { pairingCodeHash } from './pairing-code.ts';
import { checkScope, recordStationEvents, type ScopeInput } from './record-scope.ts';
import { usablePairing } from './usable-pairing.ts';

/**
 * Takes the station that shows this code into the organization. A station of ours that pairs again stays the same station, so that
 * what it has not sent yet goes on in its journal; one that still owes another organization its journal is refused (SY-4).
 */
export async function approvePairing(ctx: Ctx, raw: unknown): Promise<OrganizerStation> {
  requirePermission(ctx, 'stations:pair');
  const { code, ...scope } = approvePairingSchema.parse(raw);
  const codeHash = pairingCodeHash(code);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await checkScope(tx, ctx.orgId, scope);
    const pairing = usable(ctx, usablePairing(await pairingByCode(tx, codeHash), ctx.now));
    const known = pairing.previousStationId;
    const stationId = known ?? mintId('StationId', ctx.randomBytes);
    const taken = await takePairing(tx, { pairingId: pairing.pairingId, stationId, now: ctx.now });
    if (!taken) throw refusal('pairing-used');
    const before = known === null ? null : await loadOrganizerStation(tx, ctx.orgId, known);
    await (known === null ? insertStation : takeBackStation)(tx, ctx, {
      stationId,
      name: pairing.stationName,
      ...scope,
    });
    await recordStationEvents(tx, ctx.orgId, stationId, scope.eventIds);
    const after = await loadOrganizerStation(tx, ctx.orgId, stationId);
    await audit(tx, ctx, { verb: 'station.pair', target: stationId, before, after });
    return after;
  });
}

function usable(ctx: Ctx, pairing: WaitingPairing): WaitingPairing {
  if (pairing.previousOrgId !== null && pairing.previousOrgId !== ctx.orgId)
    throw refusal('station-unsent', { stationName: pairing.stationName });
  return pairing;
}

type PairedStation = ScopeInput & { readonly stationId: StationId; readonly name: string };

async function insertStation(tx: Tx, ctx: Ctx, station: PairedStation): Promise<void> {
  await tx.insert(stations).values({
    orgId: ctx.orgId,
    stationId: station.stationId,
    name: station.name,
    gateEventId: station.gate?.eventId ?? null,
    gateId: station.gate?.gateId ?? null,
    pairedBy: actorName(ctx.actor),
    pairedAt: ctx.now,
  });
}

async function takeBackStation(tx: Tx, ctx: Ctx, station: PairedStation): Promise<void> {
  await revokeDeviceTokens(tx, { stationId: station.stationId, now: ctx.now });
  await tx
    .update(stations)
    .set({
      name: station.name,
      state: 'active',
      revokedAt: null,
      gateEventId: station.gate?.eventId ?? null,
      gateId: station.gate?.gateId ?? null,
      pairedBy: actorName(ctx.actor),
      pairedAt: ctx.now,
    })
    .where(and(eq(stations.orgId, ctx.orgId), eq(stations.stationId, station.stationId)));
}
