import { and, eq } from 'drizzle-orm';
import { msBetween } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { PROTOCOL_VERSION, PROTOCOL_VERSION_FLOOR } from '#shared/sync/protocol.ts';
import { stationByToken } from '../../db/station-doors.ts';
import { stations } from '../../db/tables/stations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { CallCtx } from '../ctx.ts';
import { type LoadedStation, loadStation, scopeOf } from './load-station.ts';
import { secretHash } from './pairing-code.ts';
import type { StationCtx } from './station-ctx.ts';

/** What a station says about itself with each call. */
export type StationHeaders = {
  readonly authorization: string | undefined;
  readonly protocol: string | undefined;
  readonly unsent: string | undefined;
};

/** The station behind a device token. An unknown token, of whichever organization, is no token. */
export async function authenticateStation(ctx: CallCtx, headers: StationHeaders): Promise<StationCtx> {
  const token = /^Bearer (fst_[\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1];
  const owner = token === undefined ? null : await stationByToken(ctx.db, secretHash(token));
  if (owner === null) throw refusal('unauthenticated');
  const protocol = readProtocol(headers.protocol);
  const { orgId, stationId } = owner;
  return withTenant(ctx.db, orgId, async tx => {
    const station = await loadStation(tx, orgId, stationId);
    await recordSeen(tx, { ...ctx, orgId, station, protocol, unsent: readCount(headers.unsent) });
    return {
      ...ctx,
      orgId,
      actor: { kind: 'station', stationId },
      station,
      scope: scopeOf(orgId, station),
      protocol,
      revokedAt: owner.revokedAt,
    };
  });
}

/** SY-4: for everything but handing in operations. */
export function mustNotBeRevoked(ctx: StationCtx): void {
  if (ctx.revokedAt !== null) throw refusal('station-revoked', { since: ctx.revokedAt });
}

/** SY-5: this version and the one before are served. */
function readProtocol(raw: string | undefined): number {
  const protocol = /^\d{1,6}$/.test(raw ?? '') ? Number(raw) : Number.NaN;
  if (protocol < PROTOCOL_VERSION_FLOOR) throw refusal('protocol-too-old', { protocol, floor: PROTOCOL_VERSION_FLOOR });
  if (Number.isNaN(protocol) || protocol > PROTOCOL_VERSION)
    throw refusal('protocol-unknown', { current: PROTOCOL_VERSION, floor: PROTOCOL_VERSION_FLOOR });
  return protocol;
}

function readCount(raw: string | undefined): number | null {
  return /^\d{1,9}$/.test(raw ?? '') ? Number(raw) : null;
}

const seenEveryMs = 10_000;

type Seen = Pick<StationCtx, 'orgId' | 'now' | 'protocol' | 'station'> & { readonly unsent: number | null };

/** Written now and then, not with each poll: the organizer's list needs no more. */
async function recordSeen(tx: Tx, seen: Seen): Promise<void> {
  if (!isNews(seen.station, seen)) return;
  await tx
    .update(stations)
    .set({ lastSeenAt: seen.now, protocol: seen.protocol, ...(seen.unsent === null ? {} : { unsent: seen.unsent }) })
    .where(and(eq(stations.orgId, seen.orgId), eq(stations.stationId, seen.station.stationId)));
}

function isNews({ lastSeenAt, protocol }: LoadedStation, seen: Seen): boolean {
  if (lastSeenAt === null || protocol !== seen.protocol) return true;
  return msBetween(seen.now, lastSeenAt) >= seenEveryMs;
}
