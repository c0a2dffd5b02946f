import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { VerifyEd25519 } from '#shared/tickets/ticket-code.ts';

/** Before the 32 bytes of a raw Ed25519 key: what makes them a key that OpenSSL reads. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const keysKeptMax = 200;

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
