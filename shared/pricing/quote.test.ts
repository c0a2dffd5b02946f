import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyExponent } from '../kernel/money.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import type { Discount } from './discount-lines.ts';
import { type Quote, type QuoteFacts, quote } from './quote.ts';

const [stalls, balcony] = [anId('TierId', 1), anId('TierId', 2)];
const price = (tierId: typeof stalls, unitMinor: number, currency = 'EUR') => ({
  tierId,
  unitMinor,
  currency,
  saleOpensAt: null,
  saleClosesAt: null,
});

/** Two in the stalls at 24.00, one on the balcony at 18.00; no fees, no tax. */
function facts(over: Partial<QuoteFacts> = {}): QuoteFacts {
  return {
    currency: 'EUR',
    cart: [
      { lineId: anId('OrderLineId', 1), tierId: stalls, quantity: 2 },
      { lineId: anId('OrderLineId', 2), tierId: balcony, quantity: 1 },
    ],
    prices: [price(stalls, 2400), price(balcony, 1800)],
    fees: { mode: 'absorbed', basisPoints: 0, perTicketMinor: 0 },
    taxes: { mode: 'inclusive', basisPoints: 0 },
    discounts: [],
    ...over,
  };
}

function aDiscount(over: Partial<Discount> = {}): Discount {
  return {
    code: 'TENTH',
    amount: { kind: 'percent', basisPoints: 1000 },
    tierIds: null,
    opensAt: null,
    closesAt: null,
    usesMax: null,
    uses: 0,
    usesPerBuyerMax: null,
    usesByBuyer: 0,
    stacks: false,
    ...over,
  };
}

function priced(over: Partial<QuoteFacts> = {}): Quote {
  const planned = quote(facts(over), at('12:00'));
  if (planned.kind === 'refused') throw planned.refusal;
  return planned.plan;
}

test('[PR-1] the same facts give the same quote, and the lines sum up to it', () => {
  expect(priced()).toMatchObject({ listMinor: 6600, totalMinor: 6600, free: false });
  expect(priced()).toEqual(priced());
});

test('[PR-1] a tier that is not on sale is refused, saying when it is', () => {
  const soon = { ...price(stalls, 2400), saleOpensAt: at('13:00') };
  expect(quote(facts({ prices: [soon, price(balcony, 1800)] }), at('12:00'))).toMatchObject({
    refusal: { code: 'not-on-sale', facts: { opensAt: at('13:00') } },
  });
  expect(quote(facts({ prices: [price(stalls, 2400)] }), at('12:00'))).toMatchObject({
    refusal: { code: 'not-on-sale' },
  });
  const over = { ...soon, saleOpensAt: null, saleClosesAt: at('12:00') };
  expect(quote(facts({ prices: [over, price(balcony, 1800)] }), at('12:00')).kind).toBe('refused');
});

describe('[PR-3] taxes and fees', () => {
  test('inclusive tax is in the price, exclusive tax on top, rounded half-up per line', () => {
    expect(priced({ taxes: { mode: 'inclusive', basisPoints: 2000 } })).toMatchObject({
      taxMinor: 1100,
      totalMinor: 6600,
    });
    expect(priced({ taxes: { mode: 'exclusive', basisPoints: 2000 } })).toMatchObject({
      taxMinor: 1320,
      totalMinor: 7920,
    });
    const odd = [price(stalls, 333), price(balcony, 125)];
    const { lines } = priced({ prices: odd, taxes: { mode: 'exclusive', basisPoints: 1000 } });
    expect(lines.map(line => line.taxMinor)).toEqual([67, 13]);
  });

  test('a passed-on fee is paid by the buyer and taxed, an absorbed one is only shown', () => {
    const fees = { basisPoints: 250, perTicketMinor: 50 };
    expect(priced({ fees: { mode: 'passed-on', ...fees } })).toMatchObject({ feeMinor: 315, totalMinor: 6915 });
    expect(priced({ fees: { mode: 'absorbed', ...fees } })).toMatchObject({ feeMinor: 315, totalMinor: 6600 });
    const taxed = priced({ fees: { mode: 'passed-on', ...fees }, taxes: { mode: 'exclusive', basisPoints: 2000 } });
    expect(taxed).toMatchObject({ feeMinor: 315, taxMinor: 1383, totalMinor: 8298 });
  });

  test('[PR-8] a fee is a fixed sum for each ticket and a share of what the line costs after its discount', () => {
    const fees = { mode: 'passed-on', basisPoints: 1000, perTicketMinor: 50 } as const;
    const cart = [{ lineId: anId('OrderLineId', 1), tierId: stalls, quantity: 3 }];
    const half = aDiscount({ amount: { kind: 'percent', basisPoints: 5_000 } });
    const one = { cart, prices: [price(stalls, 2_000)], fees };
    expect(priced(one)).toMatchObject({ feeMinor: 150 + 600, totalMinor: 6_750 });
    expect(priced({ ...one, discounts: [half] })).toMatchObject({ feeMinor: 150 + 300, totalMinor: 3_450 });
  });

  test('[PR-8] what costs nothing carries no fee', () => {
    const fees = { mode: 'passed-on', basisPoints: 250, perTicketMinor: 50 } as const;
    const free = aDiscount({ amount: { kind: 'percent', basisPoints: 10_000 } });
    expect(priced({ fees, discounts: [free] })).toMatchObject({ feeMinor: 0, totalMinor: 0, free: true });
  });
});

describe('[PR-4] [PR-11] currencies', () => {
  test.each([
    ['JPY', 0, 3000, 300],
    ['KWD', 3, 12_350, 1_240],
  ])('%s with %i decimals', (currency, decimals, unitMinor, taxMinor) => {
    const quoted = priced({
      currency,
      cart: [{ lineId: anId('OrderLineId', 1), tierId: stalls, quantity: 1 }],
      prices: [price(stalls, unitMinor, currency)],
      taxes: { mode: 'exclusive', basisPoints: 1000 },
    });
    expect(currencyExponent(currency)).toBe(decimals);
    expect(quoted).toMatchObject({ currency, taxMinor, totalMinor: unitMinor + taxMinor });
  });
  test('a free order takes no payment step', () => {
    expect(priced({ prices: [price(stalls, 0), price(balcony, 0)] }).free).toBe(true);
  });
});

describe('[PR-5] promo codes', () => {
  const why = (discounts: readonly Discount[]) => {
    const planned = quote(facts({ discounts }), at('12:00'));
    return planned.kind === 'refused' ? planned.refusal.facts.why : 'used';
  };
  test.each<[string, Partial<Discount>]>([
    ['used', {}],
    ['not-yet', { opensAt: at('12:01') }],
    ['over', { closesAt: at('12:00') }],
    ['used-up', { usesMax: 5, uses: 5 }],
    ['used', { usesMax: 5, uses: 4 }],
    ['used-by-buyer', { usesPerBuyerMax: 1, usesByBuyer: 1 }],
    ['no-tier', { tierIds: [anId('TierId', 9)] }],
  ])('%s', (told, over) => {
    expect(why([aDiscount(over)])).toBe(told);
  });
  test('two codes stack only where both may, and none is used twice', () => {
    const second = { code: 'MORE' };
    expect(why([aDiscount(), aDiscount(second)])).toBe('does-not-stack');
    expect(why([aDiscount({ stacks: true }), aDiscount(second)])).toBe('does-not-stack');
    expect(why([aDiscount({ stacks: true }), aDiscount({ ...second, stacks: true })])).toBe('used');
    expect(why([aDiscount({ stacks: true }), aDiscount({ stacks: true })])).toBe('twice');
  });
  test('a code takes its share of the tiers it is for, one after the other', () => {
    expect(priced({ discounts: [aDiscount()] })).toMatchObject({ discountMinor: 660, totalMinor: 5940 });
    expect(priced({ discounts: [aDiscount({ tierIds: [balcony] })] })).toMatchObject({ discountMinor: 180 });
    const off = aDiscount({ amount: { kind: 'per-ticket', minor: 500 } });
    expect(priced({ discounts: [off] }).discountMinor).toBe(1500);
    const both = [
      aDiscount({ stacks: true }),
      aDiscount({ code: 'FIVE', amount: { kind: 'fixed', minor: 500 }, stacks: true }),
    ];
    expect(priced({ discounts: both }).discounts).toEqual([
      { code: 'TENTH', minor: 660 },
      { code: 'FIVE', minor: 500 },
    ]);
  });
  test('[PR-7] no line goes below zero; what cannot be used is lost', () => {
    const tooMuch = aDiscount({ amount: { kind: 'fixed', minor: 1_000_000 } });
    expect(priced({ discounts: [tooMuch] })).toMatchObject({ discountMinor: 6600, totalMinor: 0 });
    const perTicket = aDiscount({ amount: { kind: 'per-ticket', minor: 2000 } });
    expect(priced({ discounts: [perTicket] }).lines.map(line => line.discountMinor)).toEqual([4000, 1800]);
  });
});

const amount = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant('fixed' as const), minor: fc.nat({ max: 100_000 }) }),
  fc.record({ kind: fc.constant('per-ticket' as const), minor: fc.nat({ max: 5_000 }) }),
);

test('[PR-1] [PR-2] [PR-11] for any cart, prices, fees, taxes and codes the parts sum exactly and none is negative', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 6 }),
      fc.array(amount, { maxLength: 3 }),
      fc.record({
        mode: fc.constantFrom('absorbed' as const, 'passed-on' as const),
        basisPoints: fc.nat({ max: 3_000 }),
        perTicketMinor: fc.nat({ max: 500 }),
      }),
      fc.record({
        mode: fc.constantFrom('inclusive' as const, 'exclusive' as const),
        basisPoints: fc.nat({ max: 3_000 }),
      }),
      fc.constantFrom(['EUR', 1] as const, ['JPY', 1] as const, ['KWD', 10] as const),
      (lines, amounts, fees, taxes, [currency, step]) => {
        const quoted = priced({
          currency,
          cart: lines.map(([, quantity], index) => ({
            lineId: anId('OrderLineId', index),
            tierId: anId('TierId', index),
            quantity,
          })),
          prices: lines.map(([unitMinor], index) => price(anId('TierId', index), unitMinor, currency)),
          discounts: amounts.map((each, index) => aDiscount({ code: `C${index}`, amount: each, stacks: true })),
          fees,
          taxes,
        });
        const sum = (part: (line: Quote['lines'][number]) => number) =>
          quoted.lines.reduce((total, line) => total + part(line), 0);
        expect(quoted.discounts.reduce((total, used) => total + used.minor, 0)).toBe(quoted.discountMinor);
        expect(sum(line => line.discountMinor)).toBe(quoted.discountMinor);
        expect(sum(line => line.totalMinor)).toBe(quoted.totalMinor);
        expect(quoted.totalMinor).toBe(
          quoted.listMinor -
            quoted.discountMinor +
            (fees.mode === 'passed-on' ? quoted.feeMinor : 0) +
            (taxes.mode === 'exclusive' ? quoted.taxMinor : 0),
        );
        // Whatever is paid for a line can be paid.
        expect(quoted.lines.filter(({ totalMinor }) => totalMinor % step !== 0)).toEqual([]);
        for (const { listMinor, discountMinor, feeMinor, taxMinor, totalMinor } of quoted.lines)
          for (const minor of [listMinor - discountMinor, feeMinor, taxMinor, totalMinor, totalMinor - taxMinor])
            expect(minor).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 500 },
  );
});
