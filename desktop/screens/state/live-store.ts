import type { StationState } from '#shared/api/station.ts';
import { followLive, type LiveEnd } from '../client/follow-live.ts';
import { keepParts } from './keep-parts.ts';
import { createStore, useStore } from './store.ts';

export type Live = {
  readonly state: StationState | null;
  /** Is the window in touch with its station? Not the cloud: that is `state.sync.link`. */
  readonly touch: 'opening' | 'live' | LiveEnd;
  /** This window's clock when the state came, to count ages on from. */
  readonly receivedAtMs: number;
};

/** What the station streams. Verdicts have a store of their own, so that a busy feed never delays one. */
export const liveStore = createStore<Live>({ state: null, touch: 'opening', receivedAtMs: 0 });

export function useLive<Part>(select: (state: StationState) => Part): Part | null {
  return useStore(liveStore, live => (live.state === null ? null : select(live.state)));
}

/** Takes over a state that came by the stream or as a verb's answer; an older one than is shown is left aside. */
export function receiveState(next: StationState): void {
  const { state } = liveStore.get();
  if (state !== null && next.revision < state.revision && state.station.id === next.station.id) return;
  const kept = state === null ? next : keepParts(state, next);
  liveStore.set({ state: kept, touch: 'live', receivedAtMs: performance.now() });
}

const retryMs = [200, 500, 1000, 2000] as const;

/** Follows the station for as long as the window is open. Returns how to stop. */
export function startLive(): () => void {
  const ending = new AbortController();
  let waiting: StationState | null = null;
  let failures = 0;
  // One update a frame at most: a burst of scans elsewhere must not keep this window busy.
  const onState = (state: StationState) => {
    failures = 0;
    if (waiting === null) setTimeout(flush, 16);
    waiting = state;
  };
  const flush = () => {
    if (waiting !== null) receiveState(waiting);
    waiting = null;
  };
  const follow = async () => {
    while (!ending.signal.aborted) {
      const touch = await followLive(onState, ending.signal);
      if (ending.signal.aborted) return;
      liveStore.set({ ...liveStore.get(), touch });
      await new Promise(resolve => setTimeout(resolve, retryMs[Math.min(failures, retryMs.length - 1)]));
      failures += 1;
      // A station that was started again counts its revisions from the beginning.
      const { state } = liveStore.get();
      if (state !== null) liveStore.set({ ...liveStore.get(), state: { ...state, revision: -1 } });
    }
  };
  void follow();
  return () => ending.abort();
}
