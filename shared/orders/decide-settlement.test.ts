import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OrderState, orderStates } from '../catalog/order-states.ts';
import { decideSettlement, type SettlementFacts } from './decide-settlement.ts';

const facts = (changes: {
  order?: Partial<SettlementFacts['order']>;
  payment?: Partial<SettlementFacts['payment']>;
  hold?: SettlementFacts['hold'];
  placesLeft?: boolean;
  usesLeft?: boolean;
}): SettlementFacts => ({
  order: { state: 'awaiting-payment', totalMinor: 5_600, currency: 'EUR', ...changes.order },
  hold: changes.hold ?? 'held',
  payment: {
    state: 'succeeded',
    wasProcessing: false,
    amountMinor: 5_600,
    currency: 'EUR',
    settled: null,
    ...changes.payment,
  },
  placesLeft: changes.placesLeft ?? true,
  usesLeft: changes.usesLeft ?? true,
});

describe('what becomes of a payment', () => {
  test('[IN-2] paid while the places are held: fulfil, even when the clock has run out but nobody else took them', () => {
    expect(decideSettlement(facts({}))).toEqual({ kind: 'fulfil' });
  });
  test('[IN-2] paid after the hold lapsed: the places are taken again if they are there', () => {
    expect(decideSettlement(facts({ order: { state: 'lapsed' }, hold: 'lapsed' }))).toEqual({ kind: 're-seat' });
  });
  test('[IN-2] paid after the hold lapsed and nothing is left: refunded in full', () => {
    expect(decideSettlement(facts({ order: { state: 'lapsed' }, hold: 'lapsed', placesLeft: false }))).toEqual({
      kind: 'refund',
      why: 'late',
    });
  });
  test('[PR-12] paid after the hold lapsed and somebody else used the code meanwhile: refunded in full, whatever is free', () => {
    for (const state of ['lapsed', 'awaiting-payment'] as const)
      for (const placesLeft of [true, false])
        expect(decideSettlement(facts({ order: { state }, hold: 'lapsed', placesLeft, usesLeft: false }))).toEqual({
          kind: 'refund',
          why: 'code-used',
        });
    expect(decideSettlement(facts({ usesLeft: false }))).toEqual({ kind: 'fulfil' });
  });
  test('[OR-1] paid twice: the second payment goes back', () => {
    expect(decideSettlement(facts({ order: { state: 'paid' }, hold: 'sold' }))).toEqual({
      kind: 'refund',
      why: 'twice',
    });
  });
  test('[PR-1] another sum or currency than quoted is never kept', () => {
    expect(decideSettlement(facts({ payment: { amountMinor: 5_599 } }))).toEqual({ kind: 'refund', why: 'mismatch' });
    expect(decideSettlement(facts({ payment: { currency: 'USD' } }))).toEqual({ kind: 'refund', why: 'mismatch' });
  });
  test('[OR-1] cancelled while the buyer was paying: refunded', () => {
    expect(decideSettlement(facts({ order: { state: 'cancelled' }, hold: 'released' }))).toEqual({
      kind: 'refund',
      why: 'late',
    });
  });
  test('[PY-7] money that sets out keeps the places, once', () => {
    const decide = (wasProcessing: boolean) =>
      decideSettlement(facts({ payment: { state: 'processing', wasProcessing } }));
    expect([decide(false), decide(true)]).toEqual([
      { kind: 'wait', extend: true },
      { kind: 'wait', extend: false },
    ]);
  });
  test('[PY-7] money that does not come after all is told while the buyer hopes for tickets; what never set out is not', () => {
    const decide = (state: OrderState, wasProcessing = true) =>
      decideSettlement(facts({ order: { state }, payment: { state: 'open', wasProcessing } })).kind;
    expect([decide('awaiting-payment'), decide('lapsed'), decide('awaiting-payment', false)]).toEqual([
      'try-again',
      'try-again',
      'wait',
    ]);
    for (const state of ['paid', 'partly-refunded', 'refunded', 'cancelled', 'awaiting-approval'] as const)
      expect(decide(state)).toBe('wait');
  });
  test('[OR-1] a payment that was settled is never settled again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...orderStates),
        fc.constantFrom('held', 'sold', 'released', 'lapsed', 'none' as const),
        fc.constantFrom('open', 'processing', 'succeeded', 'cancelled' as const),
        fc.boolean(),
        (state, hold, paid, placesLeft) => {
          const settled = decideSettlement(
            facts({
              order: { state },
              hold: hold as SettlementFacts['hold'],
              payment: { state: paid, settled: 'fulfilled' },
              placesLeft,
            }),
          );
          expect(settled).toEqual({ kind: 'nothing' });
          const fresh = decideSettlement(
            facts({ order: { state }, hold: hold as SettlementFacts['hold'], payment: { state: paid }, placesLeft }),
          );
          if (fresh.kind === 'fulfil' || fresh.kind === 're-seat')
            expect([paid, ['awaiting-payment', 'lapsed'].includes(state)]).toEqual(['succeeded', true]);
        },
      ),
      { verbose: true },
    );
  });
});
