import { describe, expect, test } from 'vitest';
import { type Paint, paintedCode } from '../../testing/painted-code.ts';
import { wasmDecoder } from '../../testing/wasm-decoder.ts';
import { createFrameReader } from './create-frame-reader.ts';
import { furtherPasses } from './decode-passes.ts';
import type { FrameDecoder, LumaImage } from './frame-decoder.ts';
import { createZxingJsDecoder } from './zxing-js-decoder.ts';

const ticketCode = `1${'ABCDEFGHJKMNPQRSTVWXYZ0123456789'.repeat(5)}`.slice(0, 149);
const blank: LumaImage = { width: 320, height: 240, data: new Uint8ClampedArray(320 * 240).fill(180) };
const atNoTime = () => 0;

const views: readonly [string, Paint][] = [
  ['straight from above', {}],
  ['turned by 17 degrees', { turnedDegrees: 17 }],
  ['turned by 45 degrees', { turnedDegrees: 45 }],
  ['upside down', { turnedDegrees: 180 }],
  ['out of focus', { blurRadius: 1, modulePixels: 3 }],
  ['light on dark', { inverted: true }],
  ['in weak light', { ink: 40, paper: 75, blurRadius: 1 }],
  ['from afar', { modulePixels: 2, turnedDegrees: 8 }],
];

describe('a ticket’s code', () => {
  test.each(views)('is read %s', async (_, paint) => {
    const reader = createFrameReader(await wasmDecoder(), atNoTime);
    expect((await reader.readStill(paintedCode(ticketCode, paint), 1))?.text).toBe(ticketCode);
  });

  test('is read from bent paper, where one perspective does not fit', async () => {
    const reader = createFrameReader(await wasmDecoder(), atNoTime);
    const picture = paintedCode(ticketCode, { bentModules: 1, modulePixels: 5 });
    expect(await reader.readStill(picture, 1)).toEqual({ text: ticketCode, pass: 'plain+bent' });
  });

  test.each(views.slice(0, 6))('is read without WebAssembly %s', async (_, paint) => {
    const reader = createFrameReader(createZxingJsDecoder(), atNoTime);
    expect((await reader.readStill(paintedCode(ticketCode, paint), 1))?.text).toBe(ticketCode);
  });
});

test('text in other scripts comes out as it went in', async () => {
  const reader = createFrameReader(await wasmDecoder(), atNoTime);
  const text = 'Saison 2026: Übermut, ночь, 夜';
  expect((await reader.readStill(paintedCode(text), 1))?.text).toBe(text);
});

test('Japanese codes are read with the signs that phones add to the standard', async () => {
  const reader = createFrameReader(await wasmDecoder(), atNoTime);
  const shiftJis = Uint8Array.from([0x87, 0x40, 0x8a, 0x4a, 0x89, 0x89, 0x20, 0x87, 0x41]);
  expect((await reader.readStill(paintedCode(shiftJis), 1))?.text).toBe('①開演 ②');
});

test('an empty picture is nothing, and a picture of one pixel too', async () => {
  for (const decoder of [await wasmDecoder(), createZxingJsDecoder()]) {
    const reader = createFrameReader(decoder, atNoTime);
    expect(await reader.readStill(blank, 1_000)).toBeNull();
    expect(await reader.readStill({ width: 1, height: 1, data: new Uint8ClampedArray(1) }, 1_000)).toBeNull();
  }
});

test('a still is given up when its time is over', async () => {
  const decoder = countingDecoder();
  let elapsedMs = 0;
  const reader = createFrameReader(decoder, () => {
    elapsedMs += 100;
    return elapsedMs;
  });
  expect(await reader.readStill(blank, 250)).toBeNull();
  expect(decoder.looks).toBe(3);
});

test('in a stream each frame costs two passes, and the others take turns', async () => {
  const decoder = countingDecoder();
  const reader = createFrameReader(decoder, atNoTime);
  const large: LumaImage = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480) };
  for (let frame = 0; frame < furtherPasses.length; frame += 1) {
    const before = decoder.looks;
    await reader.readNext(large);
    expect(decoder.looks - before).toBe(2);
  }
  expect(new Set(decoder.symbols)).toEqual(new Set(['qr', 'any']));
});

test('a symbol of an impossible size is not straightened', async () => {
  const corner = { x: 10, y: 10 };
  const seen = { topLeft: corner, topRight: { x: 90, y: 10 }, bottomRight: { x: 90, y: 90 }, bottomLeft: corner };
  const decoder: FrameDecoder = {
    name: 'sees badly',
    decodePixels: async () => ({ kind: 'seen', symbols: [{ ...seen, modulesPerSide: 18 }] }),
    decodeModules: async () => 'a code that is not there',
  };
  expect(await createFrameReader(decoder, atNoTime).readStill(blank, 10)).toBeNull();
});

function countingDecoder() {
  const symbols: string[] = [];
  return {
    name: 'blind',
    symbols,
    get looks() {
      return symbols.length;
    },
    async decodePixels(_: LumaImage, options: { symbols: string }) {
      symbols.push(options.symbols);
      return { kind: 'nothing' as const };
    },
    decodeModules: async () => null,
  };
}
