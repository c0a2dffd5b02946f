import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orRefuse } from '../kernel/refusal.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { quote } from './quote.ts';
import { isTaxedAt, type TaxRule } from './tax-of.ts';

function sold(unitMinor: number, currency: string, taxes: TaxRule, quantity = 1, feeBasisPoints = 0) {
  const [lineId, tierId] = [anId('OrderLineId', 1), anId('TierId', 1)];
  const facts = {
    currency,
    cart: [{ lineId, tierId, quantity }],
    prices: [{ tierId, unitMinor, currency, saleOpensAt: null, saleClosesAt: null }],
    fees: { mode: 'passed-on', basisPoints: feeBasisPoints, perTicketMinor: 0 } as const,
    taxes,
    discounts: [],
  };
  return orRefuse(quote(facts, at('12:00')));
}

test('[DO-3] [PR-11] in a currency of three decimals too, whose taxes on top are rounded to what can be paid, the rate is known', () => {
  const dinars = sold(12_340, 'KWD', { mode: 'exclusive', basisPoints: 1_900 });
  expect(dinars.taxMinor).toBe(2_350);
  expect([isTaxedAt(dinars, 1_900), isTaxedAt(dinars, 700)]).toEqual([true, false]);
});

test('[DO-3] whatever is sold, its taxes are those of the rate it was sold at', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90_000 }),
      fc.constantFrom('EUR', 'JPY', 'KWD'),
      fc.constantFrom('inclusive' as const, 'exclusive' as const),
      fc.nat(3_000),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(1_000),
      (unitMinor, currency, mode, basisPoints, quantity, fee) => {
        const rule = { mode, basisPoints };
        expect(isTaxedAt(sold(unitMinor, currency, rule, quantity, fee), basisPoints)).toBe(true);
      },
    ),
    { seed: 20_261_123, numRuns: 300 },
  );
});
