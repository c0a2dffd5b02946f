import { expect, test } from 'vitest';
import { decodeBase64Url } from '../tickets/base64url.ts';
import type { VerifyEd25519 } from '../tickets/ticket-code.ts';
import { aSigningKey } from './a-signing-key.ts';
import { seededRandom } from './seeded-random.ts';

/** What every verifier that a product injects has to do alike: a door and the cloud must never disagree about one code. */
export function ed25519Contract(verify: VerifyEd25519): void {
  const { bytes } = seededRandom(25519);
  const { key, sign } = aSigningKey(bytes);
  const publicKey = decodeBase64Url(key.publicKey) ?? new Uint8Array();
  const message = bytes(31);
  const signature = sign(message);

  test('[TC-3] a signature holds for its key and message, as often as one asks', () => {
    expect([verify(publicKey, message, signature), verify(publicKey, message, signature)]).toEqual([true, true]);
  });

  test('[TC-3] one bit anywhere, another message or another key, and it does not', () => {
    for (const [at] of signature.entries()) expect(verify(publicKey, message, flipped(signature, at))).toBe(false);
    for (const [at] of publicKey.entries()) expect(verify(flipped(publicKey, at), message, signature)).toBe(false);
    expect(verify(publicKey, bytes(31), signature)).toBe(false);
    expect(verify(decodeBase64Url(aSigningKey(bytes).key.publicKey) ?? publicKey, message, signature)).toBe(false);
  });

  test('[TC-3] what is no key or no signature is answered with no, never with an error', () => {
    for (const length of [0, 1, 31, 33, 64]) expect(verify(bytes(length), message, signature)).toBe(false);
    for (const length of [0, 1, 63, 65, 128]) expect(verify(publicKey, message, bytes(length))).toBe(false);
    expect(verify(publicKey, message, new Uint8Array([...signature, 0]))).toBe(false);
    for (const fill of [0, 255]) {
      expect(verify(new Uint8Array(32).fill(fill), message, signature)).toBe(false);
      expect(verify(publicKey, message, new Uint8Array(64).fill(fill))).toBe(false);
    }
  });
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}
