import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idFromBytes } from '../kernel/ids.ts';
import { parseInstant } from '../kernel/instant.ts';
import { orRefuse } from '../kernel/refusal.ts';
import { quote } from './quote.ts';
import { salePartsOf, salePartsOfQuote, sumOfParts } from './sale-parts.ts';

const now = parseInstant('2026-11-22T12:00:00Z');
const lineId = idFromBytes('OrderLineId', new Uint8Array(16));
const tierId = idFromBytes('TierId', new Uint8Array(16));

test('[PR-3] a fee that is passed on stands beside the tickets; inclusive tax is taken out of both', () => {
  const line = { feeMinor: 200, taxMinor: 200, totalMinor: 2_200 };
  expect(salePartsOf(line, { feeMode: 'passed-on', taxMode: 'inclusive' })).toEqual({
    ticketMinor: 1_818,
    feeMinor: 182,
    taxMinor: 200,
  });
  expect(salePartsOf(line, { feeMode: 'passed-on', taxMode: 'exclusive' })).toEqual({
    ticketMinor: 1_800,
    feeMinor: 200,
    taxMinor: 200,
  });
  expect(salePartsOf(line, { feeMode: 'absorbed', taxMode: 'inclusive' })).toEqual({
    ticketMinor: 2_000,
    feeMinor: 0,
    taxMinor: 200,
  });
});

test('[PR-3] whatever is quoted, the parts are not negative and add up to what is paid', () => {
  fc.assert(
    fc.property(
      fc.nat(50_000),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('absorbed' as const, 'passed-on' as const),
      fc.constantFrom('inclusive' as const, 'exclusive' as const),
      fc.nat(3_000),
      fc.nat(10_000),
      fc.nat(500),
      (unitMinor, quantity, feeMode, taxMode, taxPoints, feePoints, perTicketMinor) => {
        const quoted = orRefuse(
          quote(
            {
              currency: 'EUR',
              cart: [{ lineId, tierId, quantity }],
              prices: [{ tierId, unitMinor, currency: 'EUR', saleOpensAt: null, saleClosesAt: null }],
              fees: { mode: feeMode, basisPoints: feePoints, perTicketMinor },
              taxes: { mode: taxMode, basisPoints: taxPoints },
              discounts: [],
            },
            now,
          ),
        );
        const parts = salePartsOfQuote(quoted);
        expect(sumOfParts(parts)).toBe(quoted.totalMinor);
        expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
