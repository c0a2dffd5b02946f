import { createHash, createPublicKey, type KeyObject, scrypt, timingSafeEqual, verify } from 'node:crypto';
import type { Sha256Hex } from '#shared/sync/canonical-op.ts';
import type { VerifyEd25519 } from '#shared/tickets/ticket-code.ts';

/** Before the 32 bytes of a raw Ed25519 key: what makes them a key that OpenSSL reads. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const keysKeptMax = 200;

export const sha256Hex: Sha256Hex = text => createHash('sha256').update(text, 'utf8').digest('hex');

/** Verification by the platform, with the few keys of the night read once. */
export function makeVerifyEd25519(): VerifyEd25519 {
  const kept = new Map<string, KeyObject>();
  return (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const name = Buffer.from(publicKey).toString('base64url');
    let key = kept.get(name);
    if (key === undefined) {
      try {
        key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
      } catch {
        return false;
      }
      if (kept.size >= keysKeptMax) kept.clear();
      kept.set(name, key);
    }
    return verify(null, message, key, signature);
  };
}

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
