import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idFromBytes, type TicketId } from '../kernel/ids.ts';
import { orRefuse } from '../kernel/refusal.ts';
import { addParts, noParts, type SaleParts, sumOfParts } from '../pricing/sale-parts.ts';
import { planRefund, type RefundFacts, type RefundLine, type RefundTicket, type RefundWish } from './plan-refund.ts';

const line = (n: number) => idFromBytes('OrderLineId', new Uint8Array(16).fill(n));
const id = (n: number): TicketId => idFromBytes('TicketId', new Uint8Array(16).fill(n));
const ticket = (n: number, of = 1, over: Partial<RefundTicket> = {}): RefundTicket => ({
  ticketId: id(n),
  lineId: line(of),
  state: 'valid',
  ...over,
});
const parts: SaleParts = { ticketMinor: 5_000, feeMinor: 200, taxMinor: 1_040 };
const facts = (over: Partial<RefundFacts> = {}): RefundFacts => ({
  order: { state: 'paid' },
  lines: [{ lineId: line(1), parts }],
  earlier: [],
  tickets: [ticket(1), ticket(2)],
  children: [],
  paymentLeftMinor: 6_240,
  payableStep: 1,
  dispute: 'none',
  ...over,
});
const whole: RefundWish = { kind: 'whole', returnsFee: true };
const codeOf = (over: Partial<RefundFacts>, wish: RefundWish) => {
  const planned = planRefund(facts(over), wish);
  return planned.kind === 'refused' ? planned.refusal.code : planned.plan.amountMinor;
};

describe('[OR-6] what a refund gives back', () => {
  test('whole: everything, and every ticket dies', () => {
    expect(planRefund(facts(), whole)).toMatchObject({
      plan: { amountMinor: 6_240, given: parts, voids: [id(1), id(2)], state: 'refunded' },
    });
  });
  test('whole with the fee kept: the fee stays, and the tax on it', () => {
    expect(planRefund(facts(), { kind: 'whole', returnsFee: false })).toMatchObject({
      plan: { amountMinor: 6_000, given: { ticketMinor: 5_000, feeMinor: 0, taxMinor: 1_000 }, state: 'refunded' },
    });
  });
  test('one ticket of two: its half, and the other one lives', () => {
    expect(planRefund(facts(), { kind: 'tickets', ticketIds: [id(2)], returnsFee: true })).toMatchObject({
      plan: { amountMinor: 3_120, voids: [id(2)], state: 'partly-refunded' },
    });
  });
  test('one ticket of two at 48.00 with a fee of 1.00: its price to the cent, whatever its tax is', () => {
    const lines = [{ lineId: line(1), parts: { ticketMinor: 8_727, feeMinor: 182, taxMinor: 891 } }];
    const sold = { lines, paymentLeftMinor: 9_800 };
    const one = (n: number, returnsFee: boolean): RefundWish => ({ kind: 'tickets', ticketIds: [id(n)], returnsFee });
    expect([codeOf(sold, one(1, false)), codeOf(sold, one(1, true))]).toEqual([4_800, 4_900]);
    const first = planRefund(facts(sold), one(1, false));
    const earlier = first.kind === 'planned' ? first.plan.lines : [];
    const second = { ...sold, earlier, tickets: [ticket(1, 1, { state: 'refunded' }), ticket(2)] };
    expect(codeOf(second, one(2, false))).toBe(4_800);
  });
  test('a sum alone: nobody’s ticket dies, however much it is', () => {
    const wish: RefundWish = { kind: 'amount', amountMinor: 6_240, ticketIds: [], returnsFee: true };
    expect(planRefund(facts(), wish)).toMatchObject({ plan: { voids: [], state: 'partly-refunded' } });
    expect(codeOf({}, { ...wish, amountMinor: 6_241 })).toBe('refund-too-much');
    expect(codeOf({}, { ...wish, amountMinor: 0 })).toBe('nothing-to-refund');
  });
  test('a ticket that was cancelled before may still be paid back; one that was refunded or replaced may not', () => {
    const of = (state: RefundTicket['state']) =>
      codeOf(
        { tickets: [ticket(1), ticket(2, 1, { state })] },
        { kind: 'tickets', ticketIds: [id(2)], returnsFee: true },
      );
    expect([of('cancelled'), of('refunded'), of('replaced')]).toEqual([3_120, 'wrong-state', 'wrong-state']);
  });
  test('never more than the payment has left, and nothing of an order nobody paid for by card', () => {
    expect([codeOf({ paymentLeftMinor: 6_239 }, whole), codeOf({ paymentLeftMinor: null }, whole)]).toEqual([
      'refund-too-much',
      'refund-too-much',
    ]);
    expect(codeOf({ order: { state: 'refunded' } }, whole)).toBe('wrong-state');
  });
});

test('[OR-7] nothing is given back while a dispute is open, nor after one was lost', () => {
  expect([codeOf({ dispute: 'open' }, whole), codeOf({ dispute: 'lost' }, whole)]).toEqual([
    'dispute-open',
    'dispute-open',
  ]);
});

test('[OR-2] refunding a guardian names its children, also those of another order, unless they go as well', () => {
  const children = [2, 9].map(child => ({ childTicketId: id(child), guardianTicketId: id(1) }));
  const alone = (ticketIds: readonly TicketId[]) =>
    orRefuse(planRefund(facts({ children }), { kind: 'tickets', ticketIds, returnsFee: true })).childrenLeftAlone;
  expect([alone([id(1)]), alone([id(1), id(2)]), alone([id(2)])]).toEqual([[id(2), id(9)], [id(9)], []]);
});

const anyParts = fc.record({ ticketMinor: fc.nat(90_000), feeMinor: fc.nat(5_000), taxMinor: fc.nat(20_000) });
const anyOrder = fc.array(fc.tuple(anyParts, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 3 });
const anyWish = fc.record({
  kind: fc.constantFrom('tickets' as const, 'amount' as const, 'whole' as const),
  pick: fc.array(fc.nat(14), { minLength: 1, maxLength: 4 }),
  share: fc.nat(1_000),
  returnsFee: fc.boolean(),
});

const anyStep = fc.constantFrom(1, 10);
/** What was paid could be paid. */
function payableParts(parts: SaleParts, step: number): SaleParts {
  const over = sumOfParts(parts) % step;
  return over === 0 ? parts : { ...parts, ticketMinor: parts.ticketMinor + step - over };
}

test('[LE-3] [PR-11] however an order is given back, bit by bit, no line gives more than it came to and the sums are exact', () => {
  fc.assert(
    fc.property(
      anyOrder,
      fc.array(anyWish, { maxLength: 8 }),
      fc.boolean(),
      anyStep,
      (order, wishes, feeAtTheEnd, step) => {
        const lines = order.map(([sold], index) => ({ lineId: line(index + 1), parts: payableParts(sold, step) }));
        const soldMinor = sumOfParts(lines.map(one => one.parts).reduce(addParts, noParts));
        let tickets: readonly RefundTicket[] = order.flatMap(([, count], of) =>
          Array.from({ length: count }, (_, index) => ticket(of * 5 + index + 1, of + 1)),
        );
        let state: RefundFacts['order']['state'] = 'paid';
        let earlier: readonly RefundLine[] = [];
        let givenMinor = 0;
        const ends = { kind: 'whole' as const, pick: [], share: 0, returnsFee: feeAtTheEnd };
        for (const wish of [...wishes, ends]) {
          const left = {
            lines,
            earlier,
            tickets,
            order: { state },
            paymentLeftMinor: soldMinor - givenMinor,
            payableStep: step,
          };
          const planned = planRefund(facts(left), asWish(wish, tickets, soldMinor - givenMinor));
          if (planned.kind === 'refused') continue;
          const { plan } = planned;
          expect(plan.amountMinor).toBe(sumOfParts(plan.lines.map(one => one.given).reduce(addParts, noParts)));
          for (const { given, kept } of plan.lines)
            expect(Math.min(...Object.values(given), ...Object.values(kept))).toBeGreaterThanOrEqual(0);
          expect(plan.amountMinor % step).toBe(0);
          if (wish.returnsFee) expect(plan.lines.every(({ kept }) => sumOfParts(kept) < step)).toBe(true);
          givenMinor += plan.amountMinor;
          earlier = [...earlier, ...plan.lines];
          state = plan.state;
          tickets = tickets.map(one => (plan.voids.includes(one.ticketId) ? { ...one, state: 'refunded' } : one));
        }
        const keptMinor = sumOfParts(earlier.map(one => one.kept).reduce(addParts, noParts));
        expect(givenMinor + keptMinor).toBeLessThanOrEqual(soldMinor);
        if (state === 'refunded') expect(givenMinor + keptMinor).toBe(soldMinor);
      },
    ),
    { numRuns: 300 },
  );
});

function asWish(
  wish: { kind: RefundWish['kind']; pick: readonly number[]; share: number; returnsFee: boolean },
  tickets: readonly RefundTicket[],
  leftMinor: number,
): RefundWish {
  const { kind, returnsFee } = wish;
  const live = tickets.filter(({ state }) => state === 'valid');
  const ticketIds = [
    ...new Set(wish.pick.map(n => live[n % live.length]?.ticketId).filter(found => found !== undefined)),
  ];
  if (kind === 'whole') return { kind, returnsFee };
  if (kind === 'tickets') return { kind, ticketIds, returnsFee };
  return { kind, amountMinor: Math.floor((leftMinor * wish.share) / 1_000), ticketIds: [], returnsFee };
}
