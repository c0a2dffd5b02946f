import { readFileSync, writeFileSync } from 'node:fs';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';

/** The first byte of a page that holds rows or leads to some. */
const treePages = [2, 5, 10, 13];

/** Overwrites one page of rows, as a disk does that loses a sector. */
export function damagePage(file: string, random: SeededRandom): void {
  const bytes = readFileSync(file);
  const pageBytes = bytes.readUInt16BE(16);
  const pages = Math.floor(bytes.length / pageBytes);
  const first = random.below(pages);
  for (let turn = 0; turn < pages; turn++) {
    const at = ((first + turn) % pages) * pageBytes;
    // The first page begins with the file's own header.
    const type = bytes[at === 0 ? 100 : at];
    if (type === undefined || !treePages.includes(type)) continue;
    bytes.fill(0xa5, at, at + pageBytes);
    break;
  }
  writeFileSync(file, bytes);
}
