import { isId } from '#shared/kernel/ids.ts';
import { liveStore } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { openOverlay, overlayStore } from '../state/overlay-store.ts';
import { changeSettings, settingsStore } from '../state/settings-store.ts';
import { verdictStore } from '../state/verdict-store.ts';
import { sayIn } from '../wording/use-words.ts';
import { clearVerdict, confirmQuestions } from './ask-station.ts';
import { cameraStore } from './camera-store.ts';
import { changeStationOrTell } from './run-verb.ts';
import type { Shortcut } from './shortcut-keys.ts';
import { undoable } from './undo-dialog.tsx';

/** Does what a key or a button of the door asks for. While something lies over the door, its own keys count. */
export function runShortcut(shortcut: Shortcut): void {
  if (overlayStore.get().kind === 'none') doing[shortcut]();
}

const setMode = (direction: 'in' | 'out', verify: boolean) =>
  void changeStationOrTell('setMode', { direction, verify });

const doing: Readonly<Record<Shortcut, () => void>> = {
  confirm: () => void confirmQuestions(),
  dismiss: clearVerdict,
  find: () => openOverlay({ kind: 'find' }),
  'type-code': () => openOverlay({ kind: 'type-code' }),
  last: () => openOverlay({ kind: 'last' }),
  place: () => openOverlay({ kind: 'place' }),
  keys: () => openOverlay({ kind: 'keys' }),
  undo: openUndo,
  override: openOverride,
  order: openOrder,
  camera: () => cameraStore.set({ on: !cameraStore.get().on, torch: false }),
  torch: () => cameraStore.set({ ...cameraStore.get(), torch: !cameraStore.get().torch }),
  in: () => setMode('in', false),
  out: () => setMode('out', false),
  verify: () => setMode('in', true),
  mute: () => changeSettings({ muted: !settingsStore.get().muted }),
  lock: () => void changeStationOrTell('signOut', {}),
};

/** The answer on the screen, where a supervisor may decide otherwise (CK-24). */
function openOverride(): void {
  const shown = verdictStore.get();
  if (shown.kind !== 'answer') return;
  const { verdict, scanId, verify } = shown.answer;
  if (!verify && 'overridable' in verdict && verdict.overridable) openOverlay({ kind: 'override', scanId });
}

function openOrder(): void {
  const shown = verdictStore.get();
  const orderId = shown.kind === 'answer' ? shown.answer.ticket?.orderId : null;
  if (isId('OrderId', orderId)) openOverlay({ kind: 'order', orderId });
}

/**
 * What is on the screen, if that can be taken back, else the newest that can. The screen's own scan may not be among the last
 * ones yet: the person before must not be taken back in its place.
 */
function openUndo(): void {
  const shown = verdictStore.get();
  const last = liveStore.get().state?.last ?? [];
  const onScreen = shown.kind === 'answer' ? [{ ...shown.answer, undone: false }] : [];
  const known = onScreen.flatMap(({ scanId }) => last.filter(scan => scan.scanId === scanId));
  const scan = undoable(known.length > 0 ? known : onScreen) ?? undoable(last);
  if (scan === null) tell(sayIn(settingsStore.get().language)('nothingToUndo'));
  else openOverlay({ kind: 'undo', scanId: scan.scanId });
}
