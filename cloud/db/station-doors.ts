import { sql } from 'drizzle-orm';
import type { OrgId, PairingId, StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Db, Tx } from './with-tenant.ts';

// The doors in the wall that devices come through: a station is known by its token before its organization is. Each calls one
// SECURITY DEFINER function.

export type TokenOwner = {
  readonly orgId: OrgId;
  readonly stationId: StationId;
  readonly revokedAt: Instant | null;
};

export async function stationByToken(db: Db, tokenHash: Uint8Array): Promise<TokenOwner | null> {
  const { rows } = await db.query<TokenOwner>(
    'select org_id as "orgId", station_id as "stationId", app.instant_text(revoked_at) as "revokedAt" from app.station_by_token($1)',
    [tokenHash],
  );
  return rows[0] ?? null;
}

export type NewPairing = {
  readonly pairingId: PairingId;
  readonly codeHash: Uint8Array;
  readonly pollHash: Uint8Array;
  readonly stationName: string;
  readonly previousTokenHash: Uint8Array | null;
  readonly addressHash: Uint8Array;
  readonly openMax: number;
  readonly now: Instant;
  readonly expiresAt: Instant;
};

/** False when too many pairings are open from the address, or the code is taken. */
export async function startPairing(db: Db, pairing: NewPairing): Promise<boolean> {
  const { rows } = await db.query<{ started: boolean }>(
    'select app.start_pairing($1, $2, $3, $4, $5, $6, $7, $8, $9) as started',
    [
      pairing.pairingId,
      pairing.codeHash,
      pairing.pollHash,
      pairing.stationName,
      pairing.previousTokenHash,
      pairing.addressHash,
      pairing.openMax,
      pairing.now,
      pairing.expiresAt,
    ],
  );
  return rows[0]?.started === true;
}

export type WaitingPairing = {
  readonly pairingId: PairingId;
  readonly stationName: string;
  readonly state: string;
  readonly expiresAt: Instant;
  readonly previousOrgId: OrgId | null;
  readonly previousStationId: StationId | null;
};

export async function pairingByCode(tx: Tx, codeHash: Uint8Array): Promise<WaitingPairing | null> {
  const { rows } = await tx.execute<WaitingPairing>(sql`
    select pairing_id as "pairingId", station_name as "stationName", state, app.instant_text(expires_at) as "expiresAt",
      previous_org_id as "previousOrgId", previous_station_id as "previousStationId"
    from app.pairing_by_code(${codeHash})`);
  return rows[0] ?? null;
}

/** Takes the pairing for the organization of this transaction; false when somebody was faster or it is too late. */
export async function approvePairing(
  tx: Tx,
  pairing: { readonly pairingId: PairingId; readonly stationId: StationId; readonly now: Instant },
): Promise<boolean> {
  const { rows } = await tx.execute<{ taken: boolean }>(
    sql`select app.approve_pairing(${pairing.pairingId}, ${pairing.stationId}, ${pairing.now}) as taken`,
  );
  return rows[0]?.taken === true;
}

/** Turns it away for the organization of this transaction; false when somebody was faster or it is too late. */
export async function refusePairing(
  tx: Tx,
  pairing: { readonly pairingId: PairingId; readonly now: Instant },
): Promise<boolean> {
  const { rows } = await tx.execute<{ refused: boolean }>(
    sql`select app.refuse_pairing(${pairing.pairingId}, ${pairing.now}) as refused`,
  );
  return rows[0]?.refused === true;
}

export type PolledPairing = {
  readonly state: string;
  readonly orgId: OrgId | null;
  readonly stationId: StationId | null;
  readonly expiresAt: Instant;
};

export async function pollPairing(db: Db, pairingId: PairingId, pollHash: Uint8Array): Promise<PolledPairing | null> {
  const { rows } = await db.query<PolledPairing>(
    'select state, org_id as "orgId", station_id as "stationId", app.instant_text(expires_at) as "expiresAt" from app.poll_pairing($1, $2)',
    [pairingId, pollHash],
  );
  return rows[0] ?? null;
}

/** SY-12: true a few times while the code lives; a token is minted in the same transaction. */
export async function collectPairing(
  tx: Tx,
  pairing: { readonly pairingId: PairingId; readonly pollHash: Uint8Array; readonly now: Instant },
): Promise<boolean> {
  const { rows } = await tx.execute<{ taken: boolean }>(
    sql`select app.collect_pairing(${pairing.pairingId}, ${pairing.pollHash}, ${pairing.now}) as taken`,
  );
  return rows[0]?.taken === true;
}

export async function putDeviceToken(
  tx: Tx,
  token: { readonly hash: Uint8Array; readonly stationId: StationId; readonly now: Instant },
): Promise<void> {
  await tx.execute(sql`select app.put_device_token(${token.hash}, ${token.stationId}, ${token.now})`);
}

/** A revoked token stays known, so that its station may still hand in its journal. */
export async function revokeDeviceTokens(
  tx: Tx,
  station: { readonly stationId: StationId; readonly now: Instant },
): Promise<void> {
  await tx.execute(sql`select app.revoke_device_tokens(${station.stationId}, ${station.now})`);
}
