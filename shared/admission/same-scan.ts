import { type Instant, msBetween } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { foldCodeText, trimCodeText } from '../tickets/fold-code-text.ts';
import { parseTicketCode } from '../tickets/ticket-code.ts';
import type { AskKind } from './types.ts';

/** A code as it was read at one station. */
export type CodeRead = {
  readonly text: string;
  readonly at: Instant;
  readonly direction: 'in' | 'out';
  readonly mode: 'admit' | 'verify';
  readonly confirmed: readonly AskKind[];
};

/**
 * CK-23: is this the code that was read a moment ago, seen once more? Reading it the other way, in another mode, or with an answer to
 * what was asked is a new scan. The three seconds run from the last time it was seen, so that a code held before the camera stays one.
 */
export function isSameScan(last: CodeRead, next: CodeRead): boolean {
  return (
    Math.abs(msBetween(next.at, last.at)) < limits.sameScanWindowMs &&
    next.direction === last.direction &&
    next.mode === last.mode &&
    next.confirmed.every(kind => last.confirmed.includes(kind)) &&
    isSameCode(next.text, last.text)
  );
}

/** Our codes are the same in any spelling, foreign ones only to the letter (TC-5). Parsed only when it would make a difference. */
function isSameCode(one: string, other: string): boolean {
  if (trimCodeText(one) === trimCodeText(other)) return true;
  return spellingOf(one) === spellingOf(other) && [one, other].every(text => parseTicketCode(text).kind === 'code');
}

function spellingOf(text: string): string {
  return (foldCodeText(text) ?? '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
