import { randomFillSync } from 'node:crypto';

const poolBytes = 8_192;

/** The platform's generator, asked for many bytes at once: an order takes a dozen ids, and each question has its price. */
export function pooledRandomBytes(): (length: number) => Uint8Array {
  const pool = new Uint8Array(poolBytes);
  let at = poolBytes;
  return length => {
    if (length > poolBytes / 8) return randomFillSync(new Uint8Array(length));
    if (at + length > poolBytes) {
      randomFillSync(pool);
      at = 0;
    }
    const bytes = pool.slice(at, at + length);
    // What was handed out is known to nobody else.
    pool.fill(0, at, at + length);
    at += length;
    return bytes;
  };
}
