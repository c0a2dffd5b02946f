import fc from 'fast-check';
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { knownModules } from './known-modules.ts';

test('the patterns every symbol has are where an encoder of QR codes puts them, in all forty sizes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 3, 5), (version, maskPattern) => {
      const { modules } = QRCode.create('A1', { version, errorCorrectionLevel: 'L', maskPattern } as object);
      const known = knownModules(modules.size);
      const wrong = [...known].filter((expected, at) => expected !== 0 && expected > 0 !== Boolean(modules.data[at]));
      expect(wrong).toEqual([]);
    }),
    { seed: 20261122, numRuns: 120 },
  );
});
