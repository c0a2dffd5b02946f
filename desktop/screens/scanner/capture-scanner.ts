import { limits } from '#shared/kernel/limits.ts';
import {
  idleScanner,
  isRecognised,
  type KeyStroke,
  type ScannerOutput,
  type ScannerState,
  scannerPause,
  scannerStep,
} from '../../devices/scanner/scanner-step.ts';
import { rememberField } from './remember-field.ts';

export interface ScannerListener {
  onCode(text: string): void;
  /**
   * Keys that proved to be a person's, a twentieth of a second after the last of them. Shortcuts belong here: on `keydown` a code that
   * begins with U would undo something.
   */
  onKeys?(strokes: readonly KeyStroke[]): void;
}

/** Catches what a keyboard-like reader types in this window, whatever has the focus. Returns what ends it. */
export function captureScanner(listener: ScannerListener): () => void {
  let state: ScannerState = idleScanner;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restoreField: () => void = () => {};
  const tell = (outputs: readonly ScannerOutput[]) => {
    for (const output of outputs) {
      if (output.kind === 'keys') listener.onKeys?.(output.strokes);
      else {
        restoreField();
        listener.onCode(output.text);
      }
    }
  };
  let pauseDueMs = 0;
  const onPause = () => {
    // The page was busy: keys that were pressed in time may still wait for their turn, which is before the next timer's.
    if (performance.now() - pauseDueMs > busyMs) {
      pauseDueMs = Number.POSITIVE_INFINITY;
      timer = setTimeout(onPause, 0);
      return;
    }
    const step = scannerPause(state);
    state = step.state;
    tell(step.outputs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const stroke = strokeOf(event);
    const step = scannerStep(state, stroke);
    const begins = step.state.strokes.length === 1 && step.state.strokes[0] === stroke;
    state = step.state;
    if (step.swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    tell(step.outputs);
    if (begins) restoreField = rememberField();
    clearTimeout(timer);
    const pauseMs = isRecognised(state) ? limits.scannerPauseMs : limits.scannerBurstGapMs;
    pauseDueMs = performance.now() + pauseMs;
    timer = setTimeout(onPause, pauseMs);
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

const busyMs = 10;

function strokeOf(event: KeyboardEvent): KeyStroke {
  const altGraph = event.getModifierState('AltGraph');
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    command: !altGraph && (event.ctrlKey || event.altKey || event.metaKey),
    repeat: event.repeat,
    atMs: event.timeStamp,
  };
}
