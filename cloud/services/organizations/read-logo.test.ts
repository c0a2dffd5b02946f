import { expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { readLogo } from './read-logo.ts';

const dataOf = (content: string | Uint8Array, type = 'image/svg+xml') =>
  `data:${type};base64,${Buffer.from(content).toString('base64')}`;
const drawing = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);

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
