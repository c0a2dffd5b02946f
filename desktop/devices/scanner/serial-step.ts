import { limits } from '#shared/kernel/limits.ts';

/** The bytes of a code that is not complete yet. */
export interface SerialState {
  readonly pending: readonly number[];
  /** The code is longer than any code may be: the rest of it is dropped too. */
  readonly overlong: boolean;
}

export interface SerialStep {
  readonly state: SerialState;
  readonly codes: readonly string[];
}

export const idleSerial: SerialState = { pending: [], overlong: false };

/** More bytes from a serial reader; a code ends with CR, LF, Tab or ETX, and STX is a frame's and not the code's. */
export function serialStep(state: SerialState, bytes: Uint8Array): SerialStep {
  const codes: string[] = [];
  let pending = [...state.pending];
  let overlong = state.overlong;
  for (const byte of bytes) {
    if (endBytes.includes(byte)) {
      if (pending.length > 0) codes.push(textOf(pending));
      pending = [];
      overlong = false;
    } else if (byte !== startOfText && !overlong) {
      overlong = pending.length >= limits.codeCharsMax;
      if (!overlong) pending.push(byte);
    }
  }
  return { state: { pending, overlong }, codes };
}

/** Nothing came for `scannerPauseMs`: a reader without an end sign has finished. */
export function serialPause(state: SerialState): SerialStep {
  return { state: idleSerial, codes: state.pending.length > 0 ? [textOf(state.pending)] : [] };
}

const startOfText = 2;
const endBytes = [3, 9, 10, 13];

function textOf(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
