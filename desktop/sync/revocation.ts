import type { SyncContext } from './sync-context.ts';

/** SY-4: the roster goes, the journal stays and is still sent, nobody is admitted until the station is paired again. */
export function recordRevocation(context: SyncContext): void {
  const identity = context.identity();
  if (identity === null || identity.revoked) return;
  const { store, mirror } = context.sync;
  store.transaction(() => {
    context.note('revoked', 'This station was told that it is revoked, and wiped its roster.');
    mirror.wipe();
    store.settings.write('identity', { ...identity, revoked: true });
    store.settings.write('place', null);
    store.settings.write('operatorId', null);
    store.settings.write('pinFailures', null);
  });
  context.changed();
}
