/** What each physical key types on a US keyboard, without and with Shift: scanners speak as one, whatever the computer's layout. */
export const physicalKeys: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  ...lettersAndDigits(),
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDecimal: ['.', '.'],
};

function lettersAndDigits(): Record<string, [string, string]> {
  const keys: Record<string, [string, string]> = {};
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') keys[`Key${letter}`] = [letter.toLowerCase(), letter];
  for (const [digit, shifted] of [...')!@#$%^&*('].entries()) {
    keys[`Digit${digit}`] = [String(digit), shifted];
    keys[`Numpad${digit}`] = [String(digit), String(digit)];
  }
  return keys;
}
