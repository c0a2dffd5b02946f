import type { StationState } from '#shared/api/station.ts';
import { readSelfTest } from '../../devices/scanner/read-self-test.ts';
import { liveStore } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { sayIn } from '../wording/use-words.ts';
import type { WordKey } from '../wording/words-en.ts';
import { scanText } from './ask-station.ts';

/**
 * A code came in, on whatever screen: it is checked where this is a door, and said why not where it is none yet. While the window
 * is opening it waits for the station's first word, if that comes before the person at the door has given up.
 */
export function onScanned(text: string, via: 'scanner' | 'camera'): void {
  const { state } = liveStore.get();
  const whyNot = state === null ? 'opening' : notADoor(state);
  if (state === null) waitForStation(text, via);
  if (readSelfTest(text) === 'garbled') tell(sayIn(settingsStore.get().language)('scanGarbled'));
  else if (whyNot === null) void scanText(text, via);
  else tell(sayIn(settingsStore.get().language)(whyNot));
}

const patienceMs = 10_000;
let stopWaiting = () => {};

/** The last code that was held out counts; an earlier one belongs to somebody who has been told nothing and scans again. */
function waitForStation(text: string, via: 'scanner' | 'camera'): void {
  stopWaiting();
  const endsAtMs = performance.now() + patienceMs;
  stopWaiting = liveStore.subscribe(() => {
    if (liveStore.get().state === null) return;
    stopWaiting();
    if (performance.now() < endsAtMs) onScanned(text, via);
  });
}

function notADoor(state: StationState): WordKey | null {
  if (state.pairing.kind === 'revoked') return 'scanRevoked';
  if (state.pairing.kind !== 'paired') return 'scanUnpaired';
  if (state.place === null) return 'scanNoPlace';
  return state.operators.length > 0 && state.operator === null ? 'scanLocked' : null;
}
