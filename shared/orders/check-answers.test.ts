import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant } from '../kernel/instant.ts';
import { anId } from '../testing/an-id.ts';
import { ageFits, ageOn } from './age-on.ts';
import { type Answers, checkAnswers, type Question } from './check-answers.ts';
import { checkBuyer } from './check-buyer.ts';
import { checkCart } from './check-cart.ts';
import { planFreeOrder } from './plan-free-order.ts';

const [stalls, child] = [anId('TierId', 1), anId('TierId', 2)];
const id = anId('QuestionId', 1);

function aQuestion(over: Partial<Question> = {}): Question {
  return {
    questionId: id,
    label: 'Phone',
    kind: 'text',
    choices: [],
    per: 'ticket',
    required: true,
    tierIds: null,
    ...over,
  };
}

function told(given: Answers, question: Question, required: 'now' | 'later' = 'now'): unknown {
  const planned = checkAnswers(given, { questions: [question], per: 'ticket', tierIds: [stalls] }, required);
  return planned.kind === 'refused' ? planned.refusal.code : planned.plan;
}

describe('[OR-4] answers', () => {
  test.each<[string, Partial<Question>, string, unknown]>([
    ['text', {}, '  0660 123 ', '0660 123'],
    ['a number', { kind: 'number' }, '1,5', '1.5'],
    ['no number', { kind: 'number' }, 'many', 'answer-wrong'],
    ['a choice', { kind: 'choice', choices: ['S', 'M'] }, 'M', 'M'],
    ['a date', { kind: 'date' }, '2008-02-29', '2008-02-29'],
    ['no date', { kind: 'date' }, '2007-02-29', 'answer-wrong'],
    ['a consent', { kind: 'consent' }, 'on', 'yes'],
    ['text without end', {}, 'x'.repeat(1_001), 'answer-wrong'],
  ])('%s', (_, over, given, expected) => {
    const answer = told({ [id]: given }, aQuestion(over));
    expect(answer).toEqual(expected === 'answer-wrong' ? expected : { answers: { [id]: expected }, missing: [] });
  });

  test('[OR-10] a required choice is one of the choices, a required consent is given', () => {
    expect(told({ [id]: 'XL' }, aQuestion({ kind: 'choice', choices: ['S'] }))).toBe('answer-wrong');
    expect(told({ [id]: 'no' }, aQuestion({ kind: 'consent' }))).toBe('answer-missing');
    expect(told({ [id]: 'no' }, aQuestion({ kind: 'consent', required: false }))).toMatchObject({
      answers: { [id]: 'no' },
    });
  });

  test('a required one must be there, unless the door asks later', () => {
    expect(told({}, aQuestion())).toBe('answer-missing');
    expect(told({ [id]: '  ' }, aQuestion())).toBe('answer-missing');
    expect(told({}, aQuestion(), 'later')).toEqual({ answers: {}, missing: [id] });
    expect(told({}, aQuestion({ required: false }))).toEqual({ answers: {}, missing: [] });
  });

  test('a question of another tier, or per order, is not asked, so its answer is not kept', () => {
    expect(told({ [id]: 'x' }, aQuestion({ tierIds: [child] }))).toEqual({ answers: {}, missing: [] });
    expect(told({ [id]: 'x' }, aQuestion({ per: 'order' }))).toEqual({ answers: {}, missing: [] });
  });

  test('nothing that was not asked for is kept, whatever is sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), given => {
        const planned = checkAnswers(given, { questions: [aQuestion()], per: 'ticket', tierIds: [stalls] }, 'later');
        expect(planned).toEqual({ kind: 'planned', plan: { answers: {}, missing: [id] } });
      }),
    );
  });

  test('the buyer’s phone and address likewise', () => {
    const buyer = { name: ' Ada ', email: 'ada@example.org', phone: ' ', address: { city: 'Vienna' } };
    expect(checkBuyer(buyer, { phone: 'no', address: 'no' })).toEqual({
      kind: 'planned',
      plan: { name: 'Ada', email: 'ada@example.org', phone: null, address: null },
    });
    expect(checkBuyer(buyer, { phone: 'required', address: 'no' })).toMatchObject({
      refusal: { code: 'answer-missing' },
    });
    expect(checkBuyer(buyer, { phone: 'optional', address: 'required' })).toMatchObject({
      plan: { address: { city: 'Vienna' } },
    });
  });
});

describe('[OR-3] age on the event’s local date', () => {
  test.each([
    ['2008-11-22', '2026-11-22T18:00:00Z', 18],
    ['2008-11-23', '2026-11-22T18:00:00Z', 17],
    // Already the 23rd in Vienna.
    ['2008-11-23', '2026-11-22T23:30:00Z', 18],
    ['2027-01-01', '2026-11-22T18:00:00Z', null],
    ['not a date', '2026-11-22T18:00:00Z', null],
  ])('born %s, on %s', (born, instant, age) => {
    expect(ageOn(born, parseInstant(instant), 'Europe/Vienna')).toBe(age);
  });
  test('[OR-9] who was born on 29 February grows older on 1 March', () => {
    expect(ageOn('2008-02-29', parseInstant('2026-02-28T12:00:00Z'), 'Europe/Vienna')).toBe(17);
    expect(ageOn('2008-02-29', parseInstant('2026-03-01T12:00:00Z'), 'Europe/Vienna')).toBe(18);
  });
  test('both ends of the limits belong to them', () => {
    expect([15, 16, 18, 19].map(age => ageFits(age, { ageMin: 16, ageMax: 18 }))).toEqual([false, true, true, false]);
  });
});

describe('[OR-8] orders nobody pays for', () => {
  const paid = { totalMinor: 2400, free: false };
  test('a complimentary order names its reason and is paid at once', () => {
    expect(planFreeOrder({ quote: paid, comp: { reason: ' press ' }, needsApproval: true })).toEqual({
      kind: 'planned',
      plan: { state: 'paid', totalMinor: 0, waivedMinor: 2400, compReason: 'press', issues: true },
    });
    expect(planFreeOrder({ quote: paid, comp: { reason: ' ' }, needsApproval: false }).kind).toBe('refused');
  });
  test('a free one may still await approval; one that costs money is refused', () => {
    const free = { totalMinor: 0, free: true };
    expect(planFreeOrder({ quote: free, comp: null, needsApproval: true })).toMatchObject({
      plan: { state: 'awaiting-approval', issues: false },
    });
    expect(planFreeOrder({ quote: paid, comp: null, needsApproval: false }).kind).toBe('refused');
  });
});

test('[OR-11] an order has so many tickets of each tier, and so many in all', () => {
  const tiers = [{ tierId: stalls, orderMin: 2, orderMax: 4 }];
  const check = (...quantities: readonly number[]) =>
    checkCart(
      quantities.map(quantity => ({ tierId: stalls, quantity })),
      tiers,
    )?.code ?? 'in order';
  expect([check(2), check(2, 2), check(1), check(3, 2), check(0)]).toEqual([
    'in order',
    'in order',
    'under-order-limit',
    'over-order-limit',
    'under-order-limit',
  ]);
  expect(checkCart([{ tierId: child, quantity: 1 }], tiers)?.code).toBe('not-on-sale');
  expect(checkCart([{ tierId: child, quantity: 51 }], tiers)?.facts).toEqual({ max: 50 });
});
