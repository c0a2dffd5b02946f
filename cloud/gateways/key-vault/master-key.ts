import { hkdfSync } from 'node:crypto';

/**
 * The key that seals signing keys: the deployment's own, or, where none was given, one derived from its secret. A deployment
 * that means to change its secret sets a master key of its own first.
 */
export function masterKey(config: { readonly masterKey: string | undefined; readonly secret: string }): Uint8Array {
  if (config.masterKey === undefined)
    return new Uint8Array(hkdfSync('sha256', config.secret, '', 'foyer key vault 1', keyBytes));
  const key = new Uint8Array(Buffer.from(config.masterKey, 'base64url'));
  if (key.length !== keyBytes) throw new Error(`a master key is ${keyBytes} bytes in base64url, got ${key.length}`);
  return key;
}

const keyBytes = 32;
