import { createHash } from 'node:crypto';
import { decodeBase32, encodeBase32 } from '#shared/kernel/base32.ts';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';

/** A fresh pairing code: forty random bits as the station shows them, `7KQ2-M4XP`. */
export function mintPairingCode(randomBytes: RandomBytes): string {
  const letters = encodeBase32(randomBytes(5));
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** What somebody typed, whatever its case, spaces and look-alikes, as the code that was shown. */
export function readPairingCode(typed: string): string {
  const bytes = decodeBase32(typed.replace(/[\s-]/g, ''));
  if (bytes === null || bytes.length !== 5)
    throw refusal('bad-input', {
      field: 'code',
      sentence: 'A pairing code has eight letters and digits, as 7KQ2-M4XP.',
    });
  return mintPairingCode(() => bytes);
}

export function pairingCodeHash(typed: string): Buffer {
  return secretHash(readPairingCode(typed));
}

/** A fresh device token: told to a station once, kept in the cloud as its hash. */
export function mintDeviceToken(randomBytes: RandomBytes): string {
  return `fst_${Buffer.from(randomBytes(32)).toString('base64url')}`;
}

/** Codes, poll secrets and tokens are kept as this hash only. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
