import { expect, test } from 'vitest';
import { selfTestCode } from '#shared/tickets/self-test-code.ts';
import { keyboardLayouts, strokesOf } from '../../testing/keyboard-layouts.ts';
import { readSelfTest } from './read-self-test.ts';
import { idleScanner, scannerPause, scannerStep } from './scanner-step.ts';

const { US, QWERTZ, AZERTY } = keyboardLayouts;

test.each(Object.entries(keyboardLayouts))('[TC-2] the self-test passes on a computer set to %s', (_, computer) => {
  const strokes = strokesOf(selfTestCode, { reader: US, computer });
  const state = strokes.reduce((before, stroke) => scannerStep(before, stroke).state, idleScanner);
  const [output] = scannerPause(state).outputs;
  expect(output?.kind === 'code' && readSelfTest(output.text)).toBe('passed');
});

test('what a wrong layout makes of it is told from other codes', () => {
  for (const computer of [QWERTZ, AZERTY]) {
    const garbled = strokesOf(selfTestCode, { reader: US, computer }).flatMap(({ key }) =>
      key.length === 1 ? [key] : [],
    );
    expect(readSelfTest(garbled.join(''))).toBe('garbled');
  }
  expect(readSelfTest('ANOTHER-CODE-OF-26-LETTERS')).toBeNull();
  expect(readSelfTest('SHORT')).toBeNull();
});
