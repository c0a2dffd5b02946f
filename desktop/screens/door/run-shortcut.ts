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
  if (overlayStore.get().kind !== 'none') return;
  switch (shortcut) {
    case 'confirm':
      return void confirmQuestions();
    case 'dismiss':
      return clearVerdict();
    case 'find':
    case 'type-code':
    case 'last':
    case 'place':
    case 'keys':
      return openOverlay({ kind: shortcut });
    case 'undo':
      return openUndo();
    case 'override':
      return openOverride();
    case 'order':
      return openOrder();
    case 'camera':
      return cameraStore.set({ ...cameraStore.get(), on: !cameraStore.get().on });
    case 'torch':
      return cameraStore.set({ ...cameraStore.get(), torch: !cameraStore.get().torch });
    case 'in':
    case 'out':
      return void changeStationOrTell('setMode', { direction: shortcut, verify: false });
    case 'verify':
      return void changeStationOrTell('setMode', { direction: 'in', verify: true });
    case 'mute':
      return changeSettings({ muted: !settingsStore.get().muted });
    case 'lock':
      return void changeStationOrTell('signOut', {});
  }
}

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

/** What is on the screen, if that can be taken back, else the newest that can. */
function openUndo(): void {
  const shown = verdictStore.get();
  const last = liveStore.get().state?.last ?? [];
  const shownId = shown.kind === 'answer' ? shown.answer.scanId : null;
  const scan = undoable(last.filter(candidate => candidate.scanId === shownId)) ?? undoable(last);
  if (scan === null) tell(sayIn(settingsStore.get().language)('nothingToUndo'));
  else openOverlay({ kind: 'undo', scanId: scan.scanId });
}
