import { createHash } from 'node:crypto';
import { parseId } from '#shared/kernel/ids.ts';
import { hashOp, journalStartHash } from '#shared/sync/canonical-op.ts';
import { freshId, learn, type Parts, type Scene } from './own-use.ts';

/** Pairs two stations with the organization as soon as there is an event for them, and revokes the second. */
export async function pairStations(scene: Scene): Promise<void> {
  const eventId = doorEventOf(scene);
  if (eventId === undefined || scene.notes.has('deviceToken')) return;
  const first = await pair(scene, eventId);
  scene.notes.set('deviceToken', first.deviceToken);
  scene.notes.set('stationId', first.scope.stationId);
  const second = await pair(scene, eventId);
  scene.notes.set('revokedToken', second.deviceToken);
  const { cloud, org } = scene;
  await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/stations/${second.scope.stationId}/revoke`, {});
}

/** The event that has gates: what a door works with. */
export function doorEventOf(scene: Scene): string | undefined {
  return scene.ids.has('gat') ? scene.notes.get('POST /api/orgs/{orgId}/events eventId') : undefined;
}

type Started = { readonly pairingId: string; readonly code: string; readonly pollSecret: string };

export async function startPairing(scene: Scene): Promise<Started> {
  const { body } = await scene.cloud.call(null, 'POST', '/api/station/pairings', {
    stationName: `${scene.mark} station`,
    previousToken: null,
  });
  return body as Started;
}

export async function approve(scene: Scene, code: string, eventId: string): Promise<void> {
  const { cloud, org } = scene;
  await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/stations`, { code, eventIds: [eventId], gate: null });
}

async function pair(scene: Scene, eventId: string) {
  const { code, pairingId, pollSecret } = await startPairing(scene);
  await approve(scene, code, eventId);
  const { body } = await scene.cloud.call(null, 'POST', '/api/station/pairings/poll', { pairingId, pollSecret });
  return body as { readonly deviceToken: string; readonly scope: { readonly stationId: string } };
}

export type ScanIds = {
  readonly eventId: string;
  readonly ticketId: string | null;
  readonly checkpointId: string;
  readonly gateId: string | null;
};

export function scanIdsOf(scene: Scene): ScanIds {
  return {
    eventId: doorEventOf(scene) ?? '',
    ticketId: scene.ids.get('tkt')?.at(-1) ?? null,
    checkpointId: scene.ids.get('chk')?.at(-1) ?? '',
    gateId: scene.ids.get('gat')?.at(-1) ?? null,
  };
}

/** The first operation of a journal of its own: a scan that names these ids. */
export function handIn(scene: Scene, ids: ScanIds): Parts {
  return firstOperation(scene, {
    kind: 'scan',
    ...ids,
    operatorId: null,
    operatorName: scene.mark,
    direction: 'in',
    mode: 'admit',
    via: 'scanner',
    unreadText: null,
    verdict: 'admit',
    rule: null,
    reason: null,
    basis: 'roster',
    confirmed: [],
    override: null,
    roster: { cursor: null, asOf: null, complete: true, online: true },
  });
}

/** An operation that cannot be read, handed in and so parked; the path that names it. */
export async function parkOperation(scene: Scene, body: unknown): Promise<Parts> {
  const { cloud, org, notes } = scene;
  const sent = firstOperation(scene, { kind: 'scan', note: scene.mark });
  const headers = { authorization: `Bearer ${notes.get('deviceToken')}`, 'foyer-protocol': '2' };
  await cloud.call(null, 'POST', '/api/station/ops', sent.body, { headers });
  const { journalId } = sent.body as { readonly journalId: string };
  return {
    params: { orgId: org.orgId, stationId: notes.get('stationId') ?? '', journalId, seq: '1' },
    query: {},
    body,
  };
}

function firstOperation(scene: Scene, body: unknown): Parts {
  const { randomBytes } = scene.cloud.deps;
  const op = {
    seq: 1,
    opId: parseId('OpId', freshId('op', randomBytes)),
    at: scene.cloud.clock.now,
    clockOffsetMs: 0,
    prevHash: journalStartHash,
    body,
  };
  const hash = hashOp(op, text => createHash('sha256').update(text).digest('hex'));
  const journalId = freshId('jnl', randomBytes);
  learn(scene, journalId);
  return { params: {}, query: {}, body: { protocol: 2, journalId, ops: [{ ...op, hash }] } };
}
