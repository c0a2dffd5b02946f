import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { readLogo } from './read-logo.ts';

const dataOf = (content: string | Uint8Array, type = 'image/svg+xml') =>
  `data:${type};base64,${Buffer.from(content).toString('base64')}`;
const drawing = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;
/** A square of stripes, each of a colour (red, green, blue, cover) and so many of ten columns wide. */
function stripes(...colours: readonly (readonly [number, ...number[]])[]): Uint8Array {
  const png = new PNG({ width: 10, height: 10 });
  const columns = colours.flatMap(([width, ...colour]) => Array.from({ length: width }, () => colour));
  png.data = Buffer.from(Array.from({ length: 10 }, () => columns.flat()).flat());
  return PNG.sync.write(png);
}
const png = stripes([10, 154, 31, 61, 255]);

test('[SH-12] a logo is what its bytes are, and a drawing in light colours is known as one', () => {
  expect(readLogo(dataOf(png, 'image/svg+xml'))).toMatchObject({ kind: 'logo', name: expect.stringMatching(/\.png$/) });
  expect(readLogo(dataOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)))).toMatchObject({
    name: expect.stringMatching(/\.jpg$/),
  });
  const name = (fill: string) => {
    const read = readLogo(dataOf(drawing(`<path fill="${fill}" d="M0 0h9"/>`)));
    return read.kind === 'logo' ? read.name.slice(16) : read.sentence;
  };
  expect([name('#9a1f3d'), name('#fbf3ea'), name('red')]).toEqual(['.svg', '-light.svg', '.svg']);
  expect([name('#fff'), name('white'), name('black')]).toEqual(['-light.svg', '-light.svg', '.svg']);
  expect(name('#ffffff" stroke="black')).toBe('.svg');
});

const clear = [0, 0, 0, 0] as const;
const white = [255, 255, 255, 255] as const;
const ink = [30, 30, 60, 255] as const;
const mid = [200, 60, 80, 255] as const;

test.each([
  ['white letters', stripes([7, ...clear], [3, ...white]), true],
  ['letters nearly white, half covering', stripes([4, ...clear], [6, 245, 240, 230, 128]), true],
  ['white letters beside a mark in a colour', stripes([5, ...clear], [2, ...white], [3, ...mid]), true],
  ['ink beside a little white', stripes([5, ...clear], [1, ...white], [4, ...ink]), false],
  ['ink', stripes([5, ...clear], [5, ...ink]), false],
  ['white with ink on it, without holes', stripes([7, ...white], [3, ...ink]), false],
] as const)('[SH-13] %s: whether it needs a dark ground is decided when it is sent', (_, bytes, light) => {
  const read = readLogo(dataOf(bytes, 'image/png'));
  expect(read.kind === 'logo' ? read.name.slice(16) : read.sentence).toBe(light ? '-light.png' : '.png');
});

test('[SH-13] a picture that is damaged or far too large is refused, whatever it claims, and unpacks to no more than it says', () => {
  const refused = { kind: 'refused', sentence: 'this PNG is damaged, or has more than 4 million pixels' };
  const claims = (width: number, from: Uint8Array = png) => {
    const file = Buffer.from(from);
    file.writeUInt32BE(width, 16);
    return readLogo(dataOf(file, 'image/png'));
  };
  expect(claims(500_000)).toEqual(refused);
  expect(claims(0)).toEqual(refused);
  expect(readLogo(dataOf(png.subarray(0, png.length / 2), 'image/png'))).toEqual(refused);
  const bomb = new PNG({ width: 1_000, height: 1_000 });
  const file = Buffer.from(PNG.sync.write(bomb));
  file.writeUInt32BE(1, 16);
  file.writeUInt32BE(1, 20);
  expect(readLogo(dataOf(file, 'image/png'))).toEqual(refused);
});

test.each([
  '<script>alert(1)</script>',
  '<svg:script href="x"/>',
  '<x-y:script xmlns:x-y="http://www.w3.org/2000/svg">alert(1)</x-y:script>',
  '<path style="fill:u\\72l(https://elsewhere.example/x)"/>',
  '<path onload="alert(1)"/>',
  '<image href="https://elsewhere.example/x.png"/>',
  '<use href="data:image/svg+xml;base64,x#a"/>',
  '<foreignObject><iframe/></foreignObject>',
  '<rect fill="url(https://elsewhere.example/#a)"/>',
  '<style>@import "https://elsewhere.example/x.css"</style>',
  '<a xlink:href="javascript:alert(1)"><path/></a>',
  '<set attributeName="onmouseover" to="alert(1)"/>',
])('[SH-12] a drawing with %s is refused', inside => {
  expect(readLogo(dataOf(drawing(inside)))).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('SVG'),
  });
});

test('[SH-12] what is no picture, is spelled wrongly or is too large is refused, saying what would do', () => {
  expect(readLogo(dataOf('<!doctype html><p>hello', 'image/png'))).toMatchObject({
    sentence: expect.stringContaining('PNG, JPEG and SVG'),
  });
  for (const head of ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml version="1.0" encoding="ISO-2022-JP"?>'])
    expect(readLogo(dataOf(`${head}<svg/>`))).toMatchObject({ sentence: expect.stringContaining('this SVG') });
  expect(readLogo('data:text/html,hello')).toMatchObject({ sentence: expect.stringContaining('send the logo as') });
  const large = new Uint8Array(limits.logoBytesMax + 1).fill(1);
  expect(readLogo(dataOf(large))).toEqual({ kind: 'refused', sentence: 'a logo has at most 256 kB; this one has 257' });
});
