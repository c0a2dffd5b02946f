import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { mintId, type StationId } from '#shared/kernel/ids.ts';
import type { Night } from './seed-night.ts';
import type { StationClient } from './station-process.ts';

/** Pairs as people do: the station shows a code, the organizer types it. Resolves as soon as the station knows. */
export async function pairByCode(
  station: StationClient,
  cloudUrl: string,
  night: Night,
  options: { readonly name: string; readonly gate: 0 | 1 },
): Promise<void> {
  await station.post('pair', { cloudUrl, stationName: options.name });
  const { pairing } = await station.state();
  if (pairing.kind !== 'waiting') throw new Error(`no code to pair with, but ${pairing.kind}`);
  await approveCode(cloudUrl, night, { code: pairing.code, gate: options.gate });
  while ((await station.state()).pairing.kind !== 'paired');
}

/** The organizer's half of it. */
export async function approveCode(
  cloudUrl: string,
  night: Night,
  approval: { readonly code: string; readonly gate: 0 | 1 },
): Promise<void> {
  const response = await fetch(`${cloudUrl}/api/orgs/${night.orgId}/stations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${night.ownerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      code: approval.code,
      eventIds: [night.eventId],
      gate: { eventId: night.eventId, gateId: night.gateIds[approval.gate] },
    }),
  });
  if (response.status !== 201) throw new Error(`not approved: ${response.status} ${await response.text()}`);
}

/** Leaves a pairing in the station's folder, as for somebody who sets up many: no code, no waiting. */
export async function pairByFile(
  root: Pool,
  dataDir: string,
  cloudUrl: string,
  night: Night,
  options: { readonly name: string; readonly gate: 0 | 1 },
): Promise<StationId> {
  const stationId = mintId('StationId', randomBytes);
  const deviceToken = `fst_${randomBytes(32).toString('base64url')}`;
  const gateId = night.gateIds[options.gate];
  const now = new Date();
  await root.query(
    `insert into app.stations (org_id, station_id, name, gate_event_id, gate_id, paired_by, paired_at) values ($1, $2, $3, $4, $5, 'rig', $6)`,
    [night.orgId, stationId, options.name, night.eventId, gateId, now],
  );
  await root.query('insert into app.station_events (org_id, station_id, event_id) values ($1, $2, $3)', [
    night.orgId,
    stationId,
    night.eventId,
  ]);
  await root.query(
    'insert into app.device_tokens (token_hash, org_id, station_id, created_at) values ($1, $2, $3, $4)',
    [createHash('sha256').update(deviceToken).digest(), night.orgId, stationId, now],
  );
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path.join(dataDir, 'start-paired.json'), JSON.stringify({ cloudUrl, deviceToken }), { mode: 0o600 });
  return stationId;
}
