import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, expect, test } from 'vitest';
import { type Paint, paintedCode } from '../desktop/testing/painted-code.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'foyer-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writePicture(
  name: string,
  text: string,
  colorType: 0 | 2 | 6,
  written: string | Buffer,
  paint: Paint = {},
): void {
  const { width, height, data } = paintedCode(text, paint);
  const png = new PNG({ width, height });
  png.data = Buffer.from([...data].flatMap(grey => [grey, grey, grey, 255]));
  writeFileSync(path.join(folder, `${name}.png`), PNG.sync.write(png, { colorType }));
  writeFileSync(path.join(folder, `${name}.txt`), written);
}

function bench(...args: string[]) {
  const script = path.join(import.meta.dirname, 'bench-camera.ts');
  return spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  });
}

test('the camera bench counts exact reads, whatever the colour type and however the text file ends', () => {
  writePicture('01', 'GREY-1', 0, 'GREY-1\n');
  writePicture('02', 'COLOUR-2', 2, '\u{feff}COLOUR-2\r\n');
  writePicture('03', 'first\nsecond', 6, 'first\r\nsecond', { turnedDegrees: 12 });
  writePicture('04', 'Größe', 6, Buffer.from('Größe', 'latin1'));
  writePicture('05', 'ONE THING', 6, 'ANOTHER THING');
  writeFileSync(path.join(folder, '06.png'), 'no picture, and no text beside it');
  const { stdout, status } = bench('.', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ pictures: 5, exact: 4, percent: 80 });
  expect(stdout).toMatch(/05\.png\s+other text/);
  expect(stdout).toMatch(/zxing-wasm: 4 of 5 exact \(80\.0 %\), median [\d.]+ ms/);
});

test('the camera bench says what it wants when it is given nothing', () => {
  expect(bench()).toMatchObject({ status: 2, stderr: expect.stringContaining('DIR holds NN.png and NN.txt') });
});
