import type { StationIdentity } from '../station/ports.ts';
import { recordRevocation } from './revocation.ts';
import type { StepResult, SyncContext } from './sync-context.ts';

/** Who am I, what may I see? Takes over a changed scope; what is out of it is wiped. */
export async function helloStep(context: SyncContext): Promise<StepResult> {
  const identity = context.identity();
  if (identity === null || identity.revoked) return 'idle';
  const access = await context.access();
  if (access === null) return 'failed';
  const answer = await context.cloud.hello(access);
  if (answer.kind === 'refused' && answer.code === 'station-revoked') {
    recordRevocation(context);
    return 'worked';
  }
  const hello = context.heard(answer);
  if (hello === null) return 'failed';
  takeScope(context, { ...identity, scope: hello.scope });
  return 'worked';
}

function takeScope(context: SyncContext, next: StationIdentity): void {
  const { store, mirror } = context.sync;
  const known = context.identity();
  if (known === null || known.revoked || JSON.stringify(known.scope) === JSON.stringify(next.scope)) return;
  store.transaction(() => {
    store.settings.write('identity', next);
    mirror.setScope(next.scope.eventIds);
    const place = store.settings.read('place');
    if (place !== null && !next.scope.eventIds.includes(place.eventId)) store.settings.write('place', null);
  });
  context.changed();
}
