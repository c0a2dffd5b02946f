import { createPublicKey, verify } from 'node:crypto';
import type { VerifyEd25519 } from '#shared/tickets/ticket-code.ts';

/** The fixed head of an SPKI document that holds an Ed25519 public key (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
};
