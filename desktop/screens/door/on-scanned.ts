import type { StationState } from '#shared/api/station.ts';
import { readSelfTest } from '../../devices/scanner/read-self-test.ts';
import { liveStore } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { sayIn } from '../wording/use-words.ts';
import type { WordKey } from '../wording/words-en.ts';
import { scanText } from './ask-station.ts';

/** A code came in, on whatever screen: it is checked where this is a door, and said why not where it is none yet. */
export function onScanned(text: string, via: 'scanner' | 'camera'): void {
  const { state } = liveStore.get();
  const whyNot = state === null ? 'opening' : notADoor(state);
  if (readSelfTest(text) === 'garbled') tell(sayIn(settingsStore.get().language)('scanGarbled'));
  else if (whyNot === null) void scanText(text, via);
  else tell(sayIn(settingsStore.get().language)(whyNot));
}

function notADoor(state: StationState): WordKey | null {
  if (state.pairing.kind === 'revoked') return 'scanRevoked';
  if (state.pairing.kind !== 'paired') return 'scanUnpaired';
  if (state.place === null) return 'scanNoPlace';
  return state.operators.length > 0 && state.operator === null ? 'scanLocked' : null;
}
