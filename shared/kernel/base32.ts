/**
 * Base32 without look-alikes (Crockford's alphabet: no I, L, O, U). Upper-case letters and digits only, so that a code
 * fits the alphanumeric mode of a QR code and survives any keyboard layout. Reading ignores case and takes O for 0, I and L for 1.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What each character counts, by its code; 255 for what is no letter of ours. */
const letterValues = new Uint8Array(128).fill(255);
for (const [value, letter] of [...alphabet].entries())
  for (const spelling of [letter, letter.toLowerCase()]) letterValues[spelling.charCodeAt(0)] = value;
for (const [lookAlike, value] of [
  ['O', 0],
  ['o', 0],
  ['I', 1],
  ['i', 1],
  ['L', 1],
  ['l', 1],
] as const)
  letterValues[lookAlike.charCodeAt(0)] = value;

/** Big-endian bits, five a letter; the last letter is padded with zero bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >>> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet[(buffer << (5 - bits)) & 31];
  return text;
}

/** The bytes, or null when a letter is outside the alphabet, the length is impossible or a padding bit is set. */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = letterValues[text.charCodeAt(index)] ?? 255;
    if (value === 255) return null;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >>> bits) & 255;
      buffer &= (1 << bits) - 1;
    }
  }
  return bits < 5 && buffer === 0 ? bytes : null;
}
