import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { idBytes, idFromBytes, isId } from './ids.ts';

const tail = fc.string({
  minLength: 26,
  maxLength: 26,
  unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZILOUaé-'),
});

test('an id is its prefix and the one spelling of sixteen bytes', () => {
  fc.assert(
    fc.property(tail, letters => {
      const bytes = decodeBase32(letters);
      const isTheSpelling = bytes !== null && encodeBase32(bytes) === letters;
      expect(isId('TicketId', `tkt_${letters}`)).toBe(isTheSpelling);
    }),
    { seed: 7, numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
      const id = idFromBytes('TicketId', bytes);
      expect(isId('TicketId', id)).toBe(true);
      expect(isId('OrderId', id)).toBe(false);
      expect([isId('TicketId', `${id}\n`), isId('TicketId', ` ${id}`), isId('TicketId', id.toLowerCase())]).toEqual([
        false,
        false,
        false,
      ]);
      expect(idBytes(id)).toEqual(bytes);
    }),
    { seed: 7, numRuns: 200 },
  );
});
