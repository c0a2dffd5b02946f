import { createHash, scrypt, timingSafeEqual } from 'node:crypto';
import type { Sha256Hex } from '#shared/sync/canonical-op.ts';

export const sha256Hex: Sha256Hex = text => createHash('sha256').update(text, 'utf8').digest('hex');

/** A PIN against `scrypt$N$r$p$salt$hash`, off the main thread. Anything else is a wrong PIN. */
export async function verifyPin(pin: string, pinHash: string): Promise<boolean> {
  const parts = pinHash.split('$');
  const [scheme, n, r, p, salt, hash] = parts;
  if (parts.length !== 6 || scheme !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const [N, blocks, lanes] = [Number(n), Number(r), Number(p)];
  if (![N, blocks, lanes].every(Number.isSafeInteger) || N > 2 ** 17 || blocks > 32 || lanes > 4) return false;
  const expected = Buffer.from(hash, 'base64url');
  const options = { N, r: blocks, p: lanes, maxmem: 256 * N * blocks };
  const found = await new Promise<Buffer | null>(resolve => {
    try {
      scrypt(pin.normalize('NFKC'), Buffer.from(salt, 'base64url'), expected.length, options, (error, key) =>
        resolve(error === null ? key : null),
      );
    } catch {
      resolve(null);
    }
  });
  return found !== null && expected.length > 0 && timingSafeEqual(found, expected);
}
