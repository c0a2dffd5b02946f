import { limits } from '#shared/kernel/limits.ts';
import { physicalKeys } from './physical-keys.ts';

// TC-2: a reader that types like a keyboard is told from a person by its speed, and read by its physical keys.

/** A key going down, as the browser tells it. */
export interface KeyStroke {
  /** The physical key: `KeyboardEvent.code`. */
  readonly code: string;
  /** What the computer's layout makes of it: `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, Alt or the like is held (AltGr is not: layouts need it for letters). */
  readonly command: boolean;
  readonly repeat: boolean;
  readonly atMs: number;
}

export interface ScannerState {
  /** The burst so far, by physical keys and as the layout has it. */
  readonly physical: string;
  readonly typed: string;
  /** The strokes that may yet prove to be a person's. */
  readonly strokes: readonly KeyStroke[];
  readonly lastAtMs: number;
  /** When the last code was complete: readers send a second line end, and that is not a key of anybody's. */
  readonly codeEndedAtMs: number;
}

export type ScannerOutput =
  | { readonly kind: 'code'; readonly text: string }
  /** Keys that were no code: for shortcuts and whoever else waits to be sure. */
  | { readonly kind: 'keys'; readonly strokes: readonly KeyStroke[] };

export interface ScannerStep {
  readonly state: ScannerState;
  /** The key belongs to a code and nobody else may have it. */
  readonly swallow: boolean;
  readonly outputs: readonly ScannerOutput[];
}

export const idleScanner: ScannerState = {
  physical: '',
  typed: '',
  strokes: [],
  lastAtMs: Number.NEGATIVE_INFINITY,
  codeEndedAtMs: Number.NEGATIVE_INFINITY,
};

/** One key further. */
export function scannerStep(before: ScannerState, stroke: KeyStroke): ScannerStep {
  if (modifierKeys.test(stroke.code)) return { state: before, swallow: false, outputs: [] };
  const rested = goesOn(before, stroke) ? null : scannerPause(before);
  const state = rested === null ? before : rested.state;
  const outputs = rested === null ? [] : rested.outputs;
  if (endKeys.includes(stroke.code)) return end(state, stroke, outputs);
  const [physical, typed] = lettersOf(stroke);
  if (physical === '' || stroke.repeat) return letPass(state, stroke, outputs);
  const isCode = isRecognised(state);
  return {
    state: {
      ...state,
      physical: withinLimit(state.physical, physical),
      typed: withinLimit(state.typed, typed),
      strokes: isCode ? state.strokes : [...state.strokes, stroke],
      lastAtMs: stroke.atMs,
    },
    // The first few keys reach whatever has the focus: they might be a person's. From here on it is a code for certain.
    swallow: isCode,
    outputs,
  };
}

/** No key came for `scannerPauseMs`: what there is, is a code or was typed by a person. */
export function scannerPause(state: ScannerState): ScannerStep {
  if (state.physical === '') return { state, swallow: false, outputs: [] };
  const { lastAtMs, codeEndedAtMs } = state;
  if (!isRecognised(state)) {
    const outputs: ScannerOutput[] = [{ kind: 'keys', strokes: state.strokes }];
    return { state: { ...idleScanner, lastAtMs, codeEndedAtMs }, swallow: false, outputs };
  }
  const after: ScannerState = { ...idleScanner, lastAtMs, codeEndedAtMs: lastAtMs };
  return { state: after, swallow: false, outputs: [{ kind: 'code', text: codeOf(state) }] };
}

/** Whether a burst is under way that will be told as a code, whatever comes next. */
export function isRecognised(state: ScannerState): boolean {
  return state.physical.length >= limits.scannerCodeCharsMin;
}

const modifierKeys = /^(?:Shift|Control|Alt|Meta|OS)(?:Left|Right)$|^CapsLock$|^NumLock$/;
const endKeys = ['Enter', 'NumpadEnter', 'Tab'];

/** A burst is recognised by its speed; once it is one, the computer may take a little longer over a key. */
function goesOn(state: ScannerState, stroke: KeyStroke): boolean {
  const gapMs = stroke.atMs - state.lastAtMs;
  return gapMs < (isRecognised(state) ? limits.scannerPauseMs : limits.scannerBurstGapMs);
}

function end(state: ScannerState, stroke: KeyStroke, earlier: readonly ScannerOutput[]): ScannerStep {
  if (isRecognised(state)) {
    const outputs: ScannerOutput[] = [...earlier, { kind: 'code', text: codeOf(state) }];
    return { state: { ...idleScanner, codeEndedAtMs: stroke.atMs }, swallow: true, outputs };
  }
  if (state.physical === '' && followsCode(state, stroke)) return { state, swallow: true, outputs: earlier };
  return letPass(state, stroke, earlier);
}

/** A key that is part of no code: what went before it was typed by a person too. Within a code it is swallowed and ignored. */
function letPass(state: ScannerState, stroke: KeyStroke, earlier: readonly ScannerOutput[]): ScannerStep {
  if (isRecognised(state)) return { state: { ...state, lastAtMs: stroke.atMs }, swallow: true, outputs: earlier };
  // Some readers end a code with CR and LF, and LF arrives as Ctrl+J, which opens a list in browsers.
  const swallow = stroke.code === 'KeyJ' && stroke.command && followsCode(state, stroke);
  const outputs: ScannerOutput[] = swallow ? [] : [{ kind: 'keys', strokes: [...state.strokes, stroke] }];
  const { codeEndedAtMs } = state;
  return {
    state: { ...idleScanner, lastAtMs: stroke.atMs, codeEndedAtMs },
    swallow,
    outputs: [...earlier, ...outputs],
  };
}

function followsCode(state: ScannerState, stroke: KeyStroke): boolean {
  return stroke.atMs - state.codeEndedAtMs < limits.scannerPauseMs;
}

function lettersOf(stroke: KeyStroke): readonly [physical: string, typed: string] {
  if (stroke.command) return ['', ''];
  const typed = [...stroke.key].length === 1 ? stroke.key : '';
  const key = physicalKeys[stroke.code];
  // A keyboard without physical keys, as touch screens have, tells what it typed and no more.
  return key === undefined ? [stroke.code === '' ? typed : '', typed] : [key[stroke.shift ? 1 : 0], typed];
}

function withinLimit(text: string, more: string): string {
  return text.length < limits.codeCharsMax ? text + more : text;
}

/**
 * The physical reading, unless it holds signs that no code has and the layout's reading does not: then the reader itself
 * was set to the computer's layout, as French ones often are, and what the layout says is right.
 */
function codeOf({ physical, typed }: ScannerState): string {
  return !plainText.test(physical) && plainText.test(typed) ? typed : physical;
}

const plainText = /^[0-9A-Za-z][0-9A-Za-z .\-/:+]*$/;
