import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { DoorKey } from '../catalog/door-event.ts';
import { encodeBase32 } from '../kernel/base32.ts';
import type { RandomBytes } from '../kernel/ids.ts';
import { mintId } from '../kernel/ids.ts';
import { encodeBase64Url } from '../tickets/base64url.ts';
import type { SignEd25519, VerifyEd25519 } from '../tickets/ticket-code.ts';

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** An Ed25519 key from a seed: the door's half and the signature of the other. */
export function aSigningKey(bytes: RandomBytes): { readonly key: DoorKey; readonly sign: SignEd25519 } {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, bytes(32)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    key: {
      keyId: mintId('KeyId', bytes),
      ref: encodeBase32(bytes(4)),
      publicKey: encodeBase64Url(spki.subarray(spkiHead.length)),
      state: 'valid',
    },
    sign: message => sign(null, message, privateKey),
  };
}

/** What the shells inject: Ed25519 of the platform. */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};
