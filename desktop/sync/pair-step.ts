import { mintId, parseId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { PollPairingResponse } from '#shared/sync/protocol.ts';
import type { OpenPairing, StationIdentity, StationSettings } from '../station/ports.ts';
import type { StepResult, SyncContext } from './sync-context.ts';

/** Asks for a code that an organizer can type. A station that was revoked says who it was, so that it stays the same one. */
export async function startPairing(
  context: SyncContext,
  { cloudUrl, stationName }: { readonly cloudUrl: string; readonly stationName: string },
): Promise<void> {
  const identity = context.identity();
  const previousToken = identity === null ? null : await context.secrets.read(identity.tokenName);
  const sameCloud = identity?.cloudUrl === cloudUrl;
  const answer = await context.cloud.startPairing(cloudUrl, {
    stationName,
    previousToken: sameCloud ? previousToken : null,
  });
  if (answer.kind === 'unreachable') throw refusal('cloud-unreachable', { cloudUrl });
  if (answer.kind === 'garbled') throw refusal('cloud-garbled', { cloudUrl });
  if (answer.kind === 'refused') throw refusal(answer.code === 'too-many-requests' ? answer.code : 'conflict', {});
  const { pairingId, pollSecret, code, expiresAt, pollEveryMs } = answer.value;
  const { store } = context.sync;
  store.transaction(() => {
    store.settings.write('stationName', stationName);
    store.settings.write('pairing', { pairingId, pollSecret, code, expiresAt, pollEveryMs, cloudUrl });
  });
  context.setProblem('pairing-expired', null);
  context.changed();
}

/** Has the organizer said yes? */
export async function pairStep(context: SyncContext): Promise<StepResult> {
  const adoption = context.sync.store.settings.read('adoption');
  if (adoption !== null) return adopt(context, adoption);
  const pairing = context.sync.store.settings.read('pairing');
  if (pairing === null) return 'idle';
  const answer = await context.cloud.pollPairing(pairing.cloudUrl, {
    pairingId: parseId('PairingId', pairing.pairingId),
    pollSecret: pairing.pollSecret,
  });
  if (answer.kind === 'refused') return endPairing(context);
  const polled = context.heard(answer);
  if (polled === null) return 'failed';
  if (polled.state === 'waiting') return 'idle';
  return polled.state === 'approved' ? takePairing(context, pairing, polled) : endPairing(context);
}

/** The secret first: a pairing without its token would be a station that nobody knows. */
async function takePairing(
  context: SyncContext,
  { cloudUrl }: OpenPairing,
  { deviceToken, scope }: Extract<PollPairingResponse, { state: 'approved' }>,
): Promise<StepResult> {
  const tokenName = `device-${mintId('JournalId', context.randomBytes)}`;
  await context.secrets.write(tokenName, deviceToken);
  return becomePaired(context, { scope, cloudUrl, tokenName, revoked: false });
}

/** What the cloud says of a token that will never be good; anything else may pass. */
const givesUpFor = ['unauthenticated', 'station-revoked'];

/** Somebody handed over a token ready-made: the cloud says whose it is. One it does not know is forgotten. */
async function adopt(
  context: SyncContext,
  { cloudUrl, tokenName }: NonNullable<StationSettings['adoption']>,
): Promise<StepResult> {
  const { store } = context.sync;
  const token = await context.secrets.read(tokenName);
  const answer = token === null ? null : await context.cloud.hello({ cloudUrl, token, unsent: 0 });
  if (answer === null || (answer.kind === 'refused' && givesUpFor.includes(answer.code))) {
    store.settings.write('adoption', null);
    return 'worked';
  }
  const hello = context.heard(answer);
  return hello === null ? 'failed' : becomePaired(context, { scope: hello.scope, cloudUrl, tokenName, revoked: false });
}

function becomePaired(context: SyncContext, identity: StationIdentity): StepResult {
  const { store, mirror } = context.sync;
  const { scope, cloudUrl, tokenName } = identity;
  const journalId = mintId('JournalId', context.randomBytes);
  store.transaction(() => {
    store.settings.write('identity', identity);
    store.settings.write('pairing', null);
    store.settings.write('adoption', null);
    store.settings.write('place', null);
    store.settings.write('operatorId', null);
    store.journal.start({ journalId, tokenName, scope, cloudUrl, at: context.clock.now() });
    mirror.setScope(scope.eventIds);
    context.note('paired', `${scope.stationName} was paired with ${scope.orgName}`);
  });
  context.changed();
  return 'worked';
}

function endPairing(context: SyncContext): StepResult {
  context.sync.store.settings.write('pairing', null);
  context.setProblem('pairing-expired', { lost: false, facts: {} });
  context.changed();
  return 'worked';
}
