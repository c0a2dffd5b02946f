import { inflateSync } from 'node:zlib';
import { assert } from '#shared/kernel/assert.ts';

/** The plain font inside a WOFF file: the same tables, no longer compressed, so that each paper need not do it again. */
export function unwrapWoff(woff: Buffer): Buffer {
  assert(woff.toString('latin1', 0, 4) === 'wOFF', 'a font file is WOFF');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + count * 16);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let index = 0; index < count; index++) {
    const entry = 44 + index * 20;
    const from = woff.readUInt32BE(entry + 4);
    const [packed, length] = [woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)];
    const bytes = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    assert(table.length === length, `a table of a font has ${length} bytes, got ${table.length}`);
    woff.copy(head, 12 + index * 16, entry, entry + 4);
    woff.copy(head, 12 + index * 16 + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, 12 + index * 16 + 8);
    head.writeUInt32BE(length, 12 + index * 16 + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    tables.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat([head, ...tables]);
}
