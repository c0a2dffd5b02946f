import { scryptSync } from 'node:crypto';
import type { RandomBytes } from '#shared/kernel/ids.ts';

/** `scrypt$N$r$p$salt$hash`, base64url. Light enough for a station that checks it within a blink. */
export function hashPin(pin: string, randomBytes: RandomBytes): string {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, hashBytes, { N: cost, r: blockSize, p: parallelism });
  return [
    'scrypt',
    cost,
    blockSize,
    parallelism,
    Buffer.from(salt).toString('base64url'),
    hash.toString('base64url'),
  ].join('$');
}

const cost = 16_384;
const blockSize = 8;
const parallelism = 1;
const hashBytes = 32;
