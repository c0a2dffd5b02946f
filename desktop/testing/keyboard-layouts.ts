import type { KeyStroke } from '../devices/scanner/scanner-step.ts';

/** What a layout of the computer makes of each physical key, without and with Shift. */
export type KeyboardLayout = Readonly<Record<string, readonly [plain: string, shifted: string]>>;

const rows: readonly (readonly string[])[] = [
  ['Backquote', ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map(digit => `Digit${digit}`), 'Minus', 'Equal'],
  [...[...'QWERTYUIOP'].map(letter => `Key${letter}`), 'BracketLeft', 'BracketRight'],
  [...[...'ASDFGHJKL'].map(letter => `Key${letter}`), 'Semicolon', 'Quote', 'Backslash'],
  [...[...'ZXCVBNM'].map(letter => `Key${letter}`), 'Comma', 'Period', 'Slash'],
];

/** Two lines a row, each sign under its key: plain and shifted. `†` is a dead key. */
function layout(...lines: readonly string[]): KeyboardLayout {
  const keys: Record<string, [string, string]> = { Space: [' ', ' '] };
  for (const [at, row] of rows.entries()) {
    const plain = [...(lines[2 * at] ?? '')];
    const shifted = [...(lines[2 * at + 1] ?? '')];
    for (const [place, code] of row.entries()) keys[code] = [plain[place] ?? '', shifted[place] ?? ''];
  }
  return keys;
}

export const keyboardLayouts = {
  US: layout(
    '`1234567890-=',
    '~!@#$%^&*()_+',
    'qwertyuiop[]',
    'QWERTYUIOP{}',
    "asdfghjkl;'\\",
    'ASDFGHJKL:"|',
    'zxcvbnm,./',
    'ZXCVBNM<>?',
  ),
  QWERTZ: layout(
    '†1234567890ß†',
    '°!"§$%&/()=?†',
    'qwertzuiopü+',
    'QWERTZUIOPÜ*',
    'asdfghjklöä#',
    "ASDFGHJKLÖÄ'",
    'yxcvbnm,.-',
    'YXCVBNM;:_',
  ),
  AZERTY: layout(
    '²&é"\'(-è_çà)=',
    '³1234567890°+',
    'azertyuiop†$',
    'AZERTYUIOP†£',
    'qsdfghjklmù*',
    'QSDFGHJKLM%µ',
    'wxcvbn,;:!',
    'WXCVBN?./§',
  ),
} as const;

export interface Typing {
  /** The layout the reader believes in. */
  readonly reader: KeyboardLayout;
  /** The layout of the computer. */
  readonly computer: KeyboardLayout;
  readonly startMs?: number;
  readonly gapMs?: number;
}

/** The keys that go down when a reader types a text: what it takes for the right keys, through the computer's layout. */
export function strokesOf(text: string, { reader, computer, startMs = 1_000, gapMs = 8 }: Typing): KeyStroke[] {
  let atMs = startMs;
  return [...text].flatMap(sign => {
    const found = Object.entries(reader).find(([, signs]) => signs.includes(sign));
    if (found === undefined) throw new Error(`the reader has no key for ${sign}`);
    const [code, signs] = found;
    const shift = signs[0] !== sign;
    const key = computer[code]?.[shift ? 1 : 0] ?? '';
    const stroke = { code, key: key === '†' ? 'Dead' : key, shift, command: false, repeat: false, atMs };
    const shiftDown = { ...stroke, code: 'ShiftLeft', key: 'Shift' };
    atMs += gapMs;
    return shift ? [shiftDown, stroke] : [stroke];
  });
}
