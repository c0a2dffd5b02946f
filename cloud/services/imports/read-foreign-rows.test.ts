import { expect, test } from 'vitest';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { readForeignRows } from './read-foreign-rows.ts';

async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string | Uint8Array) =>
  readForeignRows(inChunks(typeof text === 'string' ? new TextEncoder().encode(text) : text));
const codes = async (text: string) => (await read(text)).rows.map(row => `${row.line} ${row.code} ${row.tier}`);

test('commas, semicolons and tabs, marks and line ends', async () => {
  expect(await codes('code,tier\nA1,Stalls\nA2,Lounge\n')).toEqual(['2 A1 Stalls', '3 A2 Lounge']);
  expect(await codes('\u{feff}Barcode;Kategorie\r\nA1;"Parkett; links"\r\n')).toEqual(['2 A1 Parkett; links']);
  expect(await codes('tier\tcode\nS\tA1\n\nL\tA2')).toEqual(['2 A1 S', '4 A2 L']);
});

test('a name over two lines keeps the line where its row begins', async () => {
  expect(await codes('code,holder,tier\nA1,"Anna\nBeck",S\nA2,x,S\n')).toEqual(['2 A1 S', '4 A2 S']);
});

test('[TC-7] quotes that do not close are told, and what stood before them is kept', async () => {
  const { rows, broken } = await read('code,tier\nA1,S\nA2,"S\nA3,S\n');
  expect(rows).toHaveLength(1);
  expect(broken).toMatchObject({ line: 3, field: 'row' });
});

test('a file of another encoding, without a code column or with nothing in it is refused in a sentence', async () => {
  const sentence = async (text: string | Uint8Array) => {
    try {
      await read(text);
      return 'read';
    } catch (error) {
      return isRefusal(error) ? error.facts.sentence : String(error);
    }
  };
  expect(await sentence(new Uint8Array([0x63, 0x6f, 0xe4, 0x2c]))).toContain('UTF-8');
  expect(await sentence('a,b\n1,2\n')).toContain('code');
  expect(await sentence('')).toContain('empty');
});
