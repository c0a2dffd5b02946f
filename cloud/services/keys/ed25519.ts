import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { SignEd25519 } from '#shared/tickets/ticket-code.ts';

/** A signing key whole from its 32 secret bytes, so that what is sealed is small and what is random is handed in. */
export function keyPairFromSeed(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly sign: SignEd25519 } {
  const privateKey = privateKeyFromSeed(seed);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(spki.length - 32)),
    sign: message => new Uint8Array(sign(null, message, privateKey)),
  };
}

// The fixed head of a PKCS #8 document that holds an Ed25519 seed (RFC 8410).
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

function privateKeyFromSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}
