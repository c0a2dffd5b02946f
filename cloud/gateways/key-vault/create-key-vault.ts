import { createCipheriv, createDecipheriv } from 'node:crypto';
import { assert } from '#shared/kernel/assert.ts';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import type { KeyVault } from '../../services/ports.ts';

/** AES-256-GCM: format byte, nonce, tag, cipher text; the purpose is authenticated beside it. */
export function createKeyVault(options: {
  readonly masterKey: Uint8Array;
  readonly randomBytes: RandomBytes;
}): KeyVault {
  const { masterKey, randomBytes } = options;
  assert(masterKey.length === 32, `a master key has 32 bytes, got ${masterKey.length}`);
  return {
    seal: (secret, purpose) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce);
      cipher.setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(secret), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.from([format]), nonce, cipher.getAuthTag(), text]));
    },
    open: (sealed, purpose) => {
      assert(sealed[0] === format, 'a sealed key of a format this version knows');
      const nonceEnd = 1 + nonceBytes;
      const cipher = createDecipheriv('aes-256-gcm', masterKey, sealed.subarray(1, nonceEnd));
      cipher.setAAD(Buffer.from(purpose));
      cipher.setAuthTag(sealed.subarray(nonceEnd, nonceEnd + tagBytes));
      return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(nonceEnd + tagBytes)), cipher.final()]));
    },
  };
}

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
