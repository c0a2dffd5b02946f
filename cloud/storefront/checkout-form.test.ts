import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventView } from '#shared/api/events.ts';
import { placeOrderSchema } from '#shared/api/orders.ts';
import type { QuestionView } from '#shared/api/questions.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { anId } from '#shared/testing/an-id.ts';
import { type CheckoutFacts, readCheckout } from './checkout-form.ts';

const [adult, child] = [anId('TierId', 1), anId('TierId', 2)];
const kinds = ['text', 'number', 'choice', 'date', 'consent'] as const;
const questions = kinds.map((kind, index) => ({
  questionId: anId('QuestionId', index + 1),
  label: kind,
  kind,
  choices: ['fish', 'beans'],
  per: index % 2 === 0 ? 'ticket' : 'order',
  required: false,
  tierIds: null,
})) as unknown as QuestionView[];

const facts: CheckoutFacts = {
  event: {
    startsAt: parseInstant('2026-11-23T19:00:00Z'),
    zone: 'Europe/Vienna',
    collectsPhone: 'optional',
    collectsAddress: 'optional',
  } as EventView,
  orderId: anId('OrderId', 1),
  link: '',
  wanted: [
    { ticketId: anId('TicketId', 1), tier: { tierId: adult, proof: null, child: null } as TierView },
    {
      ticketId: anId('TicketId', 2),
      tier: {
        tierId: child,
        proof: { kind: 'age', ageMin: null, ageMax: 200, what: null },
        child: { childrenPerGuardianMax: 2, guardianTierIds: [adult] },
      } as unknown as TierView,
    },
  ],
  questions,
  termsToAccept: false,
  language: 'ar',
  code: '',
};

const asked = questions.map(({ questionId, per }) => (per === 'order' ? `q.${questionId}` : `t1.q.${questionId}`));
const names = [
  ...['name', 'email', 'phone', 'street', 'postalCode', 'city', 'country'],
  ...['t0.holder', 't1.holder', 't1.bornOn', 't1.guardian'],
  ...asked,
];

/** What people type, mistype and paste, and half of an emoji. */
const anyText = fc.oneof(
  fc.constantFrom('', ' ', 'Jonas Beck', 'AT', 'zz', '#0', '#9', '2019-05-31', '2019-02-30', '0000-01-01', '9', 'fish'),
  fc.constantFrom('a@b.c', 'jo..e@example.com', 'müller@gmx.de', 'anna@example.org', ' Anna@Example.org '),
  fc.constantFrom('\u0000', 'Jo\u0000nas', '\ud83d', 'x'.repeat(199), 'x'.repeat(201), 'x'.repeat(1_001)),
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.emailAddress(),
);

test('[SH-8] a field is named once, whatever is wrong with it', () => {
  const typed = fc.record(Object.fromEntries(names.map(name => [name, anyText])));
  fc.assert(
    fc.property(typed, fields => {
      const wrong = readCheckout(new Map(Object.entries(fields)), facts).mistakes.map(({ field }) => field);
      expect(new Set(wrong).size).toBe(wrong.length);
    }),
    { seed: 20261123, numRuns: 200 },
  );
});

test('[SH-8] the form sees whatever the schema of orders would refuse, one mistyped field at a time', () => {
  const good = { name: 'Jonas', email: 'jonas@example.org', 't1.bornOn': '2019-05-31' };
  fc.assert(
    fc.property(fc.constantFrom(...names), anyText, (name, text) => {
      const { order, mistakes } = readCheckout(new Map(Object.entries({ ...good, [name]: text })), facts);
      expect(mistakes.length > 0 || placeOrderSchema.safeParse(order).success).toBe(true);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
