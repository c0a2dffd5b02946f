import type { EventId } from '#shared/kernel/ids.ts';
import { backOffMs } from '#shared/sync/back-off.ts';
import type { SyncPort } from '../station/ports.ts';
import { helloStep } from './hello-step.ts';
import { pairStep, startPairing } from './pair-step.ts';
import { eventsInScope, pullStep } from './pull-step.ts';
import { pushStep } from './push-step.ts';
import { makeSyncContext, type StepResult, type SyncContext, type SyncDeps } from './sync-context.ts';
import { syncLoop } from './sync-loop.ts';

/** A door that finds its cloud again should not let people wait for it. */
const waitMsMax = 10_000;

/** The way to the cloud, in steps that anybody may make one by one: the loop below, a test, the simulation. */
export type SyncEngine = {
  readonly pairStep: () => Promise<StepResult>;
  readonly helloStep: () => Promise<StepResult>;
  readonly pushStep: () => Promise<StepResult>;
  readonly pullStep: (eventId: EventId) => Promise<StepResult>;
  readonly upkeepStep: (door?: 'quiet' | 'busy') => StepResult;
  readonly eventsInScope: () => readonly EventId[];
  readonly context: SyncContext;
  /** What the station's application sees of it. */
  readonly port: SyncPort;
  /** Runs until told to stop; resolves when the last step is done. */
  readonly run: () => { readonly stop: () => Promise<void> };
};

export function createSyncEngine(deps: SyncDeps): SyncEngine {
  const context = makeSyncContext(deps);
  const { store, upkeep } = deps.sync;
  const wakes = new Set<(what: 'push' | 'all') => void>();
  const wake = (what: 'push' | 'all') => {
    for (const listener of wakes) listener(what);
  };
  const engine: SyncEngine = {
    context,
    pairStep: () => pairStep(context),
    helloStep: () => helloStep(context),
    pushStep: () => pushStep(context),
    pullStep: eventId => pullStep(context, eventId),
    upkeepStep: (door = 'quiet') => (upkeep(door) ? 'worked' : 'idle'),
    eventsInScope: () => eventsInScope(context),
    port: {
      status: context.status,
      wake: () => wake('push'),
      onChange: context.onChange,
      startPairing: async input => {
        await startPairing(context, input);
        wake('all');
      },
      cancelPairing: () => store.settings.write('pairing', null),
      setPaused: paused => {
        store.settings.write('paused', paused);
        context.changed();
        wake('all');
      },
    },
    run: () =>
      syncLoop(engine, {
        onWake: listener => {
          wakes.add(listener);
          return () => wakes.delete(listener);
        },
        backOffMs: failures => Math.min(waitMsMax, backOffMs(failures, deps.chance())),
      }),
  };
  return engine;
}
