import { liveStore } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { sayIn } from '../wording/use-words.ts';
import { scanText } from './ask-station.ts';

/** A code came in, on whatever screen: it is checked where this is a door, and said why not where it is none yet. */
export function onScanned(text: string, via: 'scanner' | 'camera'): void {
  const { state } = liveStore.get();
  const say = sayIn(settingsStore.get().language);
  if (state === null || state.pairing.kind === 'unpaired' || state.pairing.kind === 'waiting') return tell(say('scanUnpaired'));
  if (state.pairing.kind === 'revoked') return tell(say('scanRevoked'));
  if (state.place === null) return tell(say('scanNoPlace'));
  if (state.operators.length > 0 && state.operator === null) return tell(say('scanLocked'));
  void scanText(text, via);
}
