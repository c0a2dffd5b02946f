import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { keyboardLayouts, strokesOf } from '../../testing/keyboard-layouts.ts';
import { idleScanner, type KeyStroke, type ScannerOutput, scannerPause, scannerStep } from './scanner-step.ts';

const { US, QWERTZ, AZERTY } = keyboardLayouts;
const ticketCode = 'ZY0QAWM1XK7D5B2N8HJ9CVE3R4T6PGSF';
const us = { reader: US, computer: US };

/** The whole of a stroke sequence and the pause after it: what came out, and which keys others did not get. */
function take(strokes: readonly KeyStroke[]) {
  let state = idleScanner;
  const outputs: ScannerOutput[] = [];
  const swallowed: KeyStroke[] = [];
  for (const stroke of strokes) {
    const step = scannerStep(state, stroke);
    state = step.state;
    outputs.push(...step.outputs);
    if (step.swallow) swallowed.push(stroke);
  }
  outputs.push(...scannerPause(state).outputs);
  return { outputs, swallowed, codes: outputs.flatMap(output => (output.kind === 'code' ? [output.text] : [])) };
}

function key(code: string, after: readonly KeyStroke[], gapMs = 8, more: Partial<KeyStroke> = {}): KeyStroke {
  const atMs = (after.at(-1)?.atMs ?? 0) + gapMs;
  return { code, key: code, shift: false, command: false, repeat: false, atMs, ...more };
}

describe('[TC-2] a code is read by its physical keys', () => {
  test.each(Object.entries(keyboardLayouts))('on a computer set to %s', (_, computer) => {
    for (const text of [ticketCode, ticketCode.toLowerCase(), 'SHOP-0042/7', '4006381333931']) {
      expect(take(strokesOf(text, { reader: US, computer })).codes).toEqual([text]);
    }
  });

  test('and by the layout, when the reader was set to the computer’s own', () => {
    expect(take(strokesOf(ticketCode, { reader: AZERTY, computer: AZERTY })).codes).toEqual([ticketCode]);
  });

  test('from the number pad', () => {
    const strokes = [...'4006381333931'].map((digit, at) => ({ ...key(`Numpad${digit}`, []), atMs: 100 + at * 10 }));
    expect(take(strokes).codes).toEqual(['4006381333931']);
  });

  test('whatever letters and digits it has, in any layout', () => {
    const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const code = fc.string({
      unit: fc.constantFrom(...alphabet),
      minLength: limits.scannerCodeCharsMin,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        code,
        fc.constantFrom(US, QWERTZ, AZERTY),
        fc.integer({ min: 0, max: 49 }),
        (text, computer, gapMs) => {
          expect(take(strokesOf(text, { reader: US, computer, gapMs })).codes).toEqual([text]);
        },
      ),
      { seed: 20261122 },
    );
  });
});

describe('a code ends', () => {
  test.each(['Enter', 'NumpadEnter', 'Tab'])('with %s, which nobody else gets', ending => {
    const strokes = strokesOf(ticketCode, us);
    const end = key(ending, strokes);
    const { outputs, swallowed } = take([...strokes, end]);
    expect(outputs).toEqual([{ kind: 'code', text: ticketCode }]);
    expect(swallowed).toContain(end);
  });

  test('with a pause', () => {
    expect(take(strokesOf(ticketCode, us)).codes).toEqual([ticketCode]);
  });

  test('once, when the reader sends the line end twice, or CR and LF', () => {
    const strokes = strokesOf(ticketCode, us);
    const first = [...strokes, key('Enter', strokes)];
    for (const second of [key('Enter', first), key('KeyJ', first, 8, { command: true })]) {
      const { outputs, swallowed } = take([...first, second]);
      expect(outputs).toEqual([{ kind: 'code', text: ticketCode }]);
      expect(swallowed).toContain(second);
    }
  });

  test('and the next one follows', () => {
    const first = strokesOf(ticketCode, us);
    const second = strokesOf('NEXT-CODE-2', { ...us, startMs: 2_000 });
    expect(take([...first, key('Enter', first), ...second, key('Enter', second)]).codes).toEqual([
      ticketCode,
      'NEXT-CODE-2',
    ]);
  });
});

describe('a person', () => {
  test('types as fast as people do, and every key reaches the field', () => {
    const strokes = strokesOf('Viola Cesario', { ...us, gapMs: 60 });
    const enter = key('Enter', strokes, 200);
    const { codes, swallowed, outputs } = take([...strokes, enter]);
    expect(codes).toEqual([]);
    expect(swallowed).toEqual([]);
    const keys = outputs.flatMap(output => (output.kind === 'keys' ? output.strokes : []));
    expect(keys).toEqual([...strokes.filter(stroke => stroke.code !== 'ShiftLeft'), enter]);
  });

  test('rolls a few keys at once, and that is no code', () => {
    const strokes = strokesOf('again', { ...us, gapMs: 20 });
    expect(take(strokes)).toEqual({ codes: [], swallowed: [], outputs: [{ kind: 'keys', strokes }] });
  });

  test('holds a key down, and that is no code', () => {
    const first = key('KeyA', []);
    const held = Array.from({ length: 40 }, (_, at) => ({ ...first, repeat: at > 0, atMs: 100 + at * 30 }));
    expect(take(held).codes).toEqual([]);
  });

  test('presses Enter long after a scan, and it reaches the button', () => {
    const strokes = strokesOf(ticketCode, us);
    const first = [...strokes, key('Enter', strokes)];
    const later = key('Enter', first, 400);
    expect(take([...first, later]).swallowed).not.toContain(later);
  });
});

test('nobody else gets a key of a code once it is certain to be one', () => {
  const strokes = strokesOf(ticketCode, us).filter(stroke => stroke.code !== 'ShiftLeft');
  expect(take(strokes).swallowed).toEqual(strokes.slice(limits.scannerCodeCharsMin));
});

test('a busy computer may be late with a key of a code, a person’s key starts anew', () => {
  const [early, late] = [strokesOf('ABCDEF12', us), strokesOf('345678', { ...us, startMs: 1_000 + 7 * 8 + 90 })];
  expect(take([...early, ...late]).codes).toEqual(['ABCDEF12345678']);
  const slow = strokesOf('345678', { ...us, startMs: 1_000 + 7 * 8 + 110 });
  expect(take([...early, ...slow]).codes).toEqual(['ABCDEF12', '345678']);
});

test('an endless code is cut, and still swallowed to its end', () => {
  const strokes = strokesOf('7'.repeat(limits.codeCharsMax + 500), { ...us, gapMs: 1 });
  const { codes, swallowed } = take(strokes);
  expect(codes.map(code => code.length)).toEqual([limits.codeCharsMax]);
  expect(swallowed).toHaveLength(strokes.length - limits.scannerCodeCharsMin);
});
