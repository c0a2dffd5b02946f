import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { limits } from '#shared/kernel/limits.ts';

/** Four bytes to a pixel: red, green, blue, and how much of it covers what is below. */
export type Pixels = Uint8Array;

/** The pixels of a PNG; null where it is larger than a logo may be, or damaged. However well it packs, it unpacks to no more than it says. */
export function readPng(bytes: Uint8Array): Pixels | null {
  const file = Buffer.from(bytes);
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return null;
  const pixels = file.readUInt32BE(16) * file.readUInt32BE(20);
  if (pixels === 0 || pixels > limits.logoPixelsMax) return null;
  try {
    inflateSync(packed(file), { maxOutputLength: 16 * pixels + 65_536 });
    return new Uint8Array(PNG.sync.read(file).data);
  } catch {
    // Damaged: whoever sent it is told.
    return null;
  }
}

/** What the chunks with the picture's data hold, one after the other. */
function packed(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  return Buffer.concat(parts);
}
